package pgserver

import (
	"context"
	"fmt"
	"strings"
	"time"
)

// A server that ends more often than this within a minute is left alone.
const revivals = 3

// Keep starts the server again whenever it ends before ctx does, and tells what
// happens in sentences. Where that is of no use the error has the server's last words.
// Call Stop only after Keep has returned.
func (s *Server) Keep(ctx context.Context, tell func(sentence string)) error {
	left := make(chan struct{}, revivals)
	for range revivals {
		left <- struct{}{}
	}
	for {
		_, gone := s.running()
		select {
		case <-ctx.Done():
			return nil
		case <-gone:
		}
		select {
		case <-left:
			time.AfterFunc(time.Minute, func() { left <- struct{}{} })
		default:
			return fmt.Errorf("the database in %s ended %d times within a minute; its last words:\n%s", s.home.dir, revivals+1, s.lastWords())
		}
		tell("The database has ended by itself; it is started again.")
		if err := s.again(ctx); err != nil {
			return unless(ctx, err)
		}
		tell("The database is back.")
	}
}

// again starts a server whose predecessor was killed: that one's processes hold its
// memory until they notice.
func (s *Server) again(ctx context.Context) error {
	waiting, cancel := context.WithTimeout(ctx, 30*time.Second)
	defer cancel()
	for {
		err := s.start(waiting)
		if err == nil || !strings.Contains(err.Error(), "pre-existing shared memory block") {
			return err
		}
		select {
		case <-waiting.Done():
			return err
		case <-time.After(100 * time.Millisecond):
		}
	}
}

// unless is err where nobody has asked to stop.
func unless(ctx context.Context, err error) error {
	if ctx.Err() != nil {
		return nil
	}
	return err
}
