package staff

import (
	"context"

	"github.com/google/uuid"

	"kap/internal/audit"
	"kap/internal/auth"
	"kap/internal/db"
	"kap/internal/problem"
)

// Rota is who covers whom, now and to come, and who could.
type Rota struct {
	Covers []Cover
	People []Member // who can be away or cover
}

// Rota reads the covers with the people they can be named from.
func (s Service) Rota(ctx context.Context) (rota Rota, err error) {
	err = s.DB.Read(ctx, func(v *db.View) error {
		members, covers, err := readCovers(ctx, v)
		rota = Rota{Covers: covers, People: CanCover(members)}
		return err
	})
	return rota, err
}

func readCovers(ctx context.Context, r db.Reader) ([]Member, []Cover, error) {
	b := db.NewBatch(r)
	members, covers := QueueMembers(b), QueueCovers(b)
	err := b.Send(ctx)
	return members.All(), covers.All(), err
}

// NameCover names who covers for somebody away, or for every prescriber. From then on
// the cover sees the absent person's clients at the next request, until it ends.
func (s Service) NameCover(ctx context.Context, id uuid.UUID, n Naming) error {
	return s.DB.Write(ctx, nil, func(tx *db.Tx) (ev audit.Event, err error) {
		if !tx.Actor.May(auth.NameCover) {
			return ev, problem.New(problem.Forbidden, "The front desk names a cover: ask somebody who works there to.")
		}
		members, covers, err := readCovers(ctx, tx)
		if err != nil {
			return ev, err
		}
		c, err := n.Check(members, covers, tx.Now)
		if err != nil {
			return ev, err
		}
		return audit.Did("cover.named", uuid.Nil, "cover", id), addCover(ctx, tx, id, c)
	})
}

// EndCover ends a cover before its time; one that has not begun never begins.
func (s Service) EndCover(ctx context.Context, id uuid.UUID) error {
	return s.DB.Write(ctx, nil, func(tx *db.Tx) (ev audit.Event, err error) {
		if !tx.Actor.May(auth.NameCover) {
			return ev, problem.New(problem.Forbidden, "The front desk ends a cover: ask somebody who works there to.")
		}
		lasts, err := lastsStill(ctx, tx, id)
		if err != nil {
			return ev, err
		}
		if !lasts {
			return ev, problem.New(problem.Conflict, "This cover has ended already.")
		}
		return audit.Did("cover.ended", uuid.Nil, "cover", id), endCover(ctx, tx, id)
	})
}
