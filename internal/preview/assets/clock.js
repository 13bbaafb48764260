// Lets a page that tells of another moment believe that it is read then: its clock goes on
// from there. Part of the preview alone, never of a site that is built.
(() => {
  "use strict";
  const Real = Date;
  const skew = Real.parse(document.currentScript.dataset.now) - Real.now();
  if (Math.abs(skew) < 60000) return;
  window.Date = class extends Real {
    constructor(...given) {
      if (given.length) super(...given);
      else super(Real.now() + skew);
    }
    static now() {
      return Real.now() + skew;
    }
  };
})();
