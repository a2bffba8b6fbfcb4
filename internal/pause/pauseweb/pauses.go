package pauseweb

import (
	"net/http"

	"github.com/a-h/templ"

	"kap/internal/auth"
	"kap/internal/endpoint"
	"kap/internal/pause"
	"kap/web/ui"
)

// screen is the page with a form wherever the actor may use one.
type screen struct {
	pause.Page
	Lost    ui.Form     // refused, and its form is gone: somebody was faster
	Kinds   []ui.Option // to pause by hand; none: not the actor's to do
	Form    ui.Form
	MayAsk  bool // the prescriber, by hand
	Asking  ui.Form
	Open    []pauseRow
	Lifted  []pause.Pause
	Waiting []reviewRow
	Done    []pause.Review
}

type pauseRow struct {
	pause.Pause
	May  bool // lift it
	Form ui.Form
}

type reviewRow struct {
	pause.Review
	May  bool // answer it
	Form ui.Form
}

func (s Screens) pauses(r *http.Request) (templ.Component, error) { return s.page(r, ui.Form{}) }

// page draws everything; posted is the form that was refused, if one was.
func (s Screens) page(r *http.Request, posted ui.Form) (templ.Component, error) {
	p, err := s.Pause.Read(r.Context(), endpoint.Client(r))
	if err != nil {
		return nil, err
	}
	actor, err := auth.From(r.Context())
	if err != nil {
		return nil, err
	}
	base := "/clients/" + endpoint.Client(r).String()
	lost := posted
	form := func(action, prefix string) ui.Form {
		f := endpoint.Fresh(r, base+action)
		if posted.Action == f.Action {
			f, lost = posted, ui.Form{}
		}
		f.Prefix = prefix
		return f
	}
	v := screen{Page: p, Kinds: kinds(actor), Form: form("/pauses", ""),
		MayAsk: actor.May(auth.CallSafety), Asking: form("/reviews", "ask-")}
	v.sort(actor, form)
	v.Lost = lost
	return pausesPage(v), nil
}

func (v *screen) sort(actor auth.Actor, form func(action, prefix string) ui.Form) {
	for _, p := range v.Pauses {
		if !p.Open() {
			v.Lifted = append(v.Lifted, p)
			continue
		}
		id := p.ID.String()
		v.Open = append(v.Open, pauseRow{p, actor.May(p.Kind.Permission()) || v.Desk, form("/pauses/"+id+"/lifting", "lift-"+id+"-")})
	}
	for _, r := range v.Reviews {
		if !r.Open() {
			v.Done = append(v.Done, r)
			continue
		}
		id := r.ID.String()
		v.Waiting = append(v.Waiting, reviewRow{r, actor.May(auth.AnswerReview), form("/reviews/"+id+"/answer", "review-"+id+"-")})
	}
}

// kinds are those the actor may open by hand.
func kinds(a auth.Actor) []ui.Option {
	var options []ui.Option
	for _, k := range pause.Kinds {
		if a.May(k.Permission()) {
			options = append(options, ui.Option{Value: string(k), Label: kindLabels[k]})
		}
	}
	return options
}

var kindLabels = map[pause.Kind]string{
	pause.Administrative: "Administrative", pause.ClientsWish: "The client's wish",
	pause.Medical: "Medical: only a prescriber lifts it", pause.Psychiatric: "Psychiatric: only a prescriber lifts it",
}

var decisions = []ui.Option{
	{Value: string(pause.Continue), Label: "Continue", Hint: "Lifts what the same fact paused"},
	{Value: string(pause.ContinueChanged), Label: "Continue with changes", Hint: "Say which; change the order or the medicines afterwards"},
	{Value: string(pause.PauseIt), Label: "Pause the course"},
	{Value: string(pause.Stop), Label: "Stop the course", Hint: "Paused at once; the next page closes it"},
}

func (s Screens) pauseForm() endpoint.Form[pause.PauseEntry] {
	return endpoint.Form[pause.PauseEntry]{
		Page: s.page,
		Submit: func(r *http.Request, in pause.PauseEntry) (endpoint.Answer, error) {
			return back(r), s.Pause.Pause(r.Context(), endpoint.Client(r), endpoint.ID(r), in)
		},
	}
}

// asked are the questions by hand.
func asked() []ui.Option {
	var options []ui.Option
	for _, k := range pause.AskedKinds {
		o := ui.Option{Value: string(k), Label: k.Words()}
		if k == pause.Pregnancy {
			o.Label += ": pauses the course until it is tested"
		}
		options = append(options, o)
	}
	return options
}

func (s Screens) askForm() endpoint.Form[pause.ReviewEntry] {
	return endpoint.Form[pause.ReviewEntry]{
		Page: s.page,
		Submit: func(r *http.Request, in pause.ReviewEntry) (endpoint.Answer, error) {
			return back(r), s.Pause.Ask(r.Context(), endpoint.Client(r), endpoint.ID(r), in)
		},
	}
}

func (s Screens) liftForm() endpoint.Form[pause.LiftingEntry] {
	return endpoint.Form[pause.LiftingEntry]{
		Page: s.page,
		Submit: func(r *http.Request, in pause.LiftingEntry) (endpoint.Answer, error) {
			return back(r), s.Pause.Lift(r.Context(), endpoint.Client(r), endpoint.Param(r, "pause"), in)
		},
	}
}

func (s Screens) answerForm() endpoint.Form[pause.AnswerEntry] {
	return endpoint.Form[pause.AnswerEntry]{
		Page: s.page,
		Submit: func(r *http.Request, in pause.AnswerEntry) (endpoint.Answer, error) {
			to := back(r)
			if in.Decision == pause.Stop {
				to = endpoint.SeeOther("/clients/%s/course/close", endpoint.Client(r))
			}
			return to, s.Pause.AnswerReview(r.Context(), endpoint.Client(r), endpoint.Param(r, "review"), in)
		},
	}
}

func back(r *http.Request) endpoint.Answer {
	return endpoint.SeeOther("/clients/%s/pauses", endpoint.Client(r))
}
