// Asks a page all that the client statuspage.io can ask, and prints the answers.
//
//   node client.mjs LIBRARY URL

const [library, url] = process.argv.slice(2)
const { Statuspage } = (await import(library)).default

const client = new Statuspage('ownup')
client.setApiUrl(url)
const { api } = client

console.log(JSON.stringify({
  components: await api.getComponents(),
  status: await api.getStatus(),
  summary: await api.getSummary(),
  incidents: await api.incidents.getAll(),
  unresolved: await api.incidents.getUnresolved(),
  maintenances: await api.scheduledMaintenances.getAll(),
  upcoming: await api.scheduledMaintenances.getUpcoming(),
  active: await api.scheduledMaintenances.getActive(),
}))
