package scheduleweb

import (
	"net/http"
	"strconv"
	"time"

	"github.com/a-h/templ"

	"kap/internal/endpoint"
	"kap/internal/problem"
	"kap/internal/schedule"
	"kap/web/ui"
)

func (s Screens) rooms(r *http.Request) (templ.Component, error) {
	rooms, err := s.Schedule.Rooms(r.Context())
	if err != nil {
		return nil, err
	}
	return roomsPage(rooms, saved(r)), nil
}

// saved says that a form led here.
func saved(r *http.Request) bool { return r.URL.Query().Get("saved") != "" }

func (s Screens) addRoomForm() endpoint.Form[schedule.RoomEntry] {
	return endpoint.Form[schedule.RoomEntry]{
		Page: func(r *http.Request, f ui.Form) (templ.Component, error) {
			return roomPage("Add a room", endpoint.CameFrom(r, endpoint.Filled(r, f, schedule.RoomEntry{Capacity: 2}), "/rooms"), false), nil
		},
		Submit: func(r *http.Request, e schedule.RoomEntry) (endpoint.Answer, error) {
			return endpoint.SeeOther("/rooms?saved=yes"), s.Schedule.AddRoom(r.Context(), endpoint.ID(r), e)
		},
	}
}

func (s Screens) roomForm() endpoint.Form[schedule.RoomEntry] {
	return endpoint.Form[schedule.RoomEntry]{
		Page: s.roomPage,
		Submit: func(r *http.Request, e schedule.RoomEntry) (endpoint.Answer, error) {
			return endpoint.SeeOther("/rooms?saved=yes"), s.Schedule.ChangeRoom(r.Context(), endpoint.Param(r, "room"), e)
		},
	}
}

func (s Screens) roomPage(r *http.Request, f ui.Form) (templ.Component, error) {
	rooms, err := s.Schedule.Rooms(r.Context())
	if err != nil {
		return nil, err
	}
	for _, room := range rooms {
		if room.ID == endpoint.Param(r, "room") {
			return roomPage(room.Name, endpoint.CameFrom(r, endpoint.Filled(r, f, room.Entry()), "/rooms"), true), nil
		}
	}
	return nil, problem.Missing()
}

func (s Screens) hoursForm() endpoint.Form[schedule.HoursEntry] {
	return endpoint.Form[schedule.HoursEntry]{
		Page: s.hoursPage,
		Submit: func(r *http.Request, e schedule.HoursEntry) (endpoint.Answer, error) {
			return endpoint.SeeOther("/hours?saved=yes"), s.Schedule.AddHours(r.Context(), e)
		},
	}
}

func (s Screens) hoursPage(r *http.Request, f ui.Form) (templ.Component, error) {
	week, err := s.Schedule.Week(r.Context())
	if err != nil {
		return nil, err
	}
	ends := map[string]ui.Form{}
	for _, h := range week.Hours {
		action := "/hours/" + h.ID.String() + "/end"
		ends[h.ID.String()] = endpoint.Fresh(r, action)
		if f.Action == action {
			ends[h.ID.String()], f = f, endpoint.Fresh(r, "/hours")
		}
	}
	f = endpoint.Filled(r, f, schedule.HoursEntry{})
	return hoursPage(week, endpoint.CameFrom(r, f, "/staff"), ends, saved(r) && !f.Refused), nil
}

func (s Screens) endHoursForm() endpoint.Form[struct{}] {
	return endpoint.Form[struct{}]{
		Page: s.hoursPage,
		Submit: func(r *http.Request, _ struct{}) (endpoint.Answer, error) {
			return endpoint.SeeOther("/hours?saved=yes"), s.Schedule.EndHours(r.Context(), endpoint.Param(r, "hours"))
		},
	}
}

// byPerson is everybody's hours, those of one person together.
func byPerson(hours []schedule.Hours) (people [][]schedule.Hours) {
	for _, h := range hours {
		if n := len(people); n > 0 && people[n-1][0].StaffID == h.StaffID {
			people[n-1] = append(people[n-1], h)
			continue
		}
		people = append(people, []schedule.Hours{h})
	}
	return people
}

// weekdays begin with Monday, as a clinic's week does.
func weekdays() []ui.Option {
	var options []ui.Option
	for i := range 7 {
		day := time.Weekday((i + 1) % 7)
		options = append(options, ui.Option{Value: strconv.Itoa(int(day)), Label: day.String()})
	}
	return options
}

// clock is "9:00 am" of "09:00".
func clock(stored string) string {
	at, err := time.Parse("15:04", stored)
	if err != nil {
		return stored
	}
	return at.Format("3:04 pm")
}
