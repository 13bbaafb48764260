package notify

import (
	"context"
	"errors"
	"fmt"
	"time"

	"github.com/nicholas-fedor/shoutrrr"
	"github.com/nicholas-fedor/shoutrrr/pkg/router"
)

// chatService sends to a chat or SMS service, by an address as shoutrrr knows it:
// https://shoutrrr.nickfedor.com/.
type chatService struct {
	router  *router.ServiceRouter
	address string
}

func newChat(name, address string) (sender, error) {
	r, err := shoutrrr.CreateSender(address)
	if err != nil {
		// The library's own words repeat the address, with its token.
		return nil, fmt.Errorf("%s holds no address of a service that is known, such as slack://… or telegram://…", name)
	}
	r.Timeout = 30 * time.Second
	return chatService{r, address}, nil
}

func (c chatService) to() []string { return []string{""} }

func (c chatService) send(ctx context.Context, m Message, to []string) ([]string, error) {
	if err := ctx.Err(); err != nil {
		return nil, err
	}
	if err := errors.Join(c.router.Send(m.Chat, nil)...); err != nil {
		return nil, redact(err, c.address)
	}
	return to, nil
}
