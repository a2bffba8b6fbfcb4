package protocol

import "kap/internal/problem"

// Gate holds the numbers of readiness that belong to no other group. Blood pressure is
// in Pressure, other vitals in Vitals, fasting in Preparation, intervals in Scheduling.
type Gate struct {
	// RoomAfterLozenge: minutes after the lozenge for which therapist and room have to be
	// booked, turnover not counted. The latest start is the block's end less this.
	RoomAfterLozenge int `json:"room_after_lozenge"`
	// PregnancyTestEach: a test is due at every dosing where pregnancy is possible, not
	// only when it is suspected.
	PregnancyTestEach bool `json:"pregnancy_test_each"`
}

func defaultGate() Gate {
	return Gate{RoomAfterLozenge: 135} // 120 of observation and 15 to leave
}

func (g Gate) check(f *problem.Fields, t Timing) {
	between(f, "gate.room_after_lozenge", g.RoomAfterLozenge, 1, t.Block)
}
