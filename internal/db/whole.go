package db

import (
	"context"
	"errors"
)

// WholeClinic reads facts that the actor may not see, for a named purpose,
// while fn runs. Writes inside fn are refused; what comes out is a refusal in
// the words of the front desk, a task or a projection, never a page.
func (tx *Tx) WholeClinic(ctx context.Context, purpose string, fn func() error) (err error) {
	if tx.purposed {
		return errors.New("a whole-clinic read inside another")
	}
	if _, err := tx.exec(ctx, `select set_config('app.purpose', $1, true)`, purpose); err != nil {
		return err
	}
	tx.purposed = true
	defer func() {
		tx.purposed = false
		_, clear := tx.exec(context.WithoutCancel(ctx), `select set_config('app.purpose', '', true)`)
		if clear != nil && !inFailedTransaction(tx) {
			err = errors.Join(err, clear)
		}
	}()
	return fn()
}

// inFailedTransaction: the setting goes with the rollback that must follow.
func inFailedTransaction(tx *Tx) bool { return tx.conn.Conn().PgConn().TxStatus() == 'E' }
