package scheduleweb

import (
	"context"
	"strconv"

	"kap/internal/client"
	"kap/internal/course"
	"kap/internal/schedule"
	"kap/web/ui"
)

// span is the visit's time: "Tue Dec 8, 9:00 am to 12:00 pm".
func span(ctx context.Context, v schedule.Visit) string {
	return ui.DayTime(ctx, v.StartsAt) + " to " + ui.Clock(ctx, v.EndsAt)
}

// facts are what is booked beside its time, for everybody who may see the client.
func (v visit) facts(ctx context.Context) []ui.Fact {
	var facts []ui.Fact
	add := func(label, value string) {
		if value != "" {
			facts = append(facts, ui.Fact{Label: label, Value: value})
		}
	}
	add("With", v.StaffName)
	add("Room", v.RoomName)
	if v.Turnover > 0 {
		add("Room free again", ui.Clock(ctx, v.FreeAt()))
	}
	add("How you meet", v.VisitMode.Words())
	switch { // what can still be settled is said above the buttons
	case v.waits() != "":
	case v.Status == schedule.Tentative:
		add("Tentative because", course.Waits(v.TentativeFor))
	default:
		add("Was tentative because", course.Waits(v.TentativeFor))
	}
	add("Note for the front desk", v.Reason)
	if !v.ArrivedAt.IsZero() {
		add("Arrived", ui.DayTime(ctx, v.ArrivedAt))
	}
	return append(facts, v.cancelled(ctx)...)
}

func (v visit) cancelled(ctx context.Context) []ui.Fact {
	if v.CancelledAt.IsZero() {
		return nil
	}
	facts := []ui.Fact{{Label: "Cancelled", Value: ui.DayTime(ctx, v.CancelledAt) + ", by the " + string(v.CancelledBy)}}
	if v.NoticeHours != nil {
		short := schedule.ShortNotice(*v.NoticeHours, v.NoticeAsked)
		facts = append(facts, ui.Fact{Label: "Notice", Value: notice(*v.NoticeHours, v.NoticeAsked), Warn: short && v.CancelledBy == schedule.ByClient})
	}
	if v.CancelledReason != "" {
		facts = append(facts, ui.Fact{Label: "Why", Value: v.CancelledReason})
	}
	return facts
}

func notice(hours, asked int) string {
	words := strconv.Itoa(hours) + " h before the start"
	if schedule.ShortNotice(hours, asked) {
		words += ", less than the " + strconv.Itoa(asked) + " h that are asked for"
	}
	return words
}

// takeBack is the button that undoes what was marked.
func (v visit) takeBack() string {
	return map[schedule.Status]string{
		schedule.Arrived: "Not here after all", schedule.NoShow: "Came after all", schedule.Cancelled: "Not cancelled after all",
	}[v.Status]
}

// wasMarked says what was marked just now.
func (v visit) wasMarked() string {
	return map[schedule.Status]string{
		schedule.Arrived: "The client is marked as here.", schedule.NoShow: "The client is marked as not come; the time is free again.",
		schedule.Cancelled: "The visit is cancelled; the time is free again.",
	}[v.Status]
}

// waits says what has to happen before somebody can confirm it; empty: nothing known.
func (v visit) waits() string {
	if v.Status != schedule.Tentative || v.unsaid() || v.TentativeFor == "" {
		return ""
	}
	return "Cannot be confirmed yet. " + course.Waits(v.TentativeFor)
}

// escortOptions are who can be asked to collect the client.
func escortOptions(escorts []client.Escort) []ui.Option {
	options := make([]ui.Option, len(escorts))
	for i, e := range escorts {
		options[i] = ui.Option{Value: e.ID.String(), Label: e.Name}
	}
	return options
}
