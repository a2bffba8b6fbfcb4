package preparation

import (
	"context"
	"fmt"

	"github.com/google/uuid"

	"kap/internal/audit"
	"kap/internal/db"
)

// QueuePractices reads what the client agreed to do, of every course, the latest first.
func QueuePractices(b *db.Batch, client uuid.UUID) *db.Rows[Practice] {
	return db.Queue[Practice](b, `
		select id, course_id, words, agreed_at, fact_kind, fact, happened,
		    asked_at, asked_words
		from practice
		where client_id = $1 and ended_at is null
		order by agreed_at desc, id desc`, client)
}

// AgreePractice notes what the client agreed to do until the next visit. The zero id
// makes one.
func AgreePractice(ctx context.Context, tx *db.Tx, client, course, id uuid.UUID, words string, at Fact) error {
	if err := (Practice{Words: words, Happened: NotAsked}).Check(); err != nil {
		return err
	}
	if id == uuid.Nil {
		id = db.NewID()
	}
	_, err := db.Exec(ctx, tx, `
		insert into practice (id, client_id, course_id, words, fact_kind, fact)
		values ($1, $2, $3, $4, $5, $6)`, id, client, course, words, at.Kind, at.id())
	if err != nil {
		return fmt.Errorf("agree practice: %w", err)
	}
	return nil
}

// AskPractice notes whether a practice happened, as the client says at the next visit.
func AskPractice(ctx context.Context, tx *db.Tx, client, practice uuid.UUID, happened Happened, words string) error {
	if err := (Practice{Words: "agreed", Happened: happened}).Check(); err != nil {
		return err
	}
	return db.Change(ctx, tx, `
		update practice
		set happened = $3, asked_at = app_now(), asked_words = $4
		where id = $1 and client_id = $2`, practice, client, string(happened), words)
}

// DropPractice takes a practice out of the draft in which it was agreed.
func DropPractice(ctx context.Context, tx *db.Tx, client, practice uuid.UUID) error {
	return db.Change(ctx, tx, `
		update practice
		set ended_at = app_now()
		where id = $1 and client_id = $2 and ended_at is null`, practice, client)
}

// PracticeEntry is a practice the client agrees to.
type PracticeEntry struct {
	Words string `form:"words"`
}

// Agree notes a practice of the open course.
func (s Service) Agree(ctx context.Context, client, id uuid.UUID, in PracticeEntry) error {
	return s.DB.Write(ctx, []uuid.UUID{client}, func(tx *db.Tx) (ev audit.Event, err error) {
		c, err := openCourse(ctx, tx, client)
		if err != nil {
			return ev, err
		}
		return audit.Did("practice.agreed", client, "practice", id), AgreePractice(ctx, tx, client, c.ID, id, in.Words, Fact{})
	})
}
