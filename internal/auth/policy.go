package auth

import "slices"

// Permission is one kind of act or view. Routes name the permission they take.
type Permission string

// What can be permitted. The table below says to whom.
const (
	SignedIn Permission = "signed in" // one's own sign-in, home page, search among visible clients
	ViewDesk Permission = "view desk" // client's front page in the words of the front desk
	ViewCare Permission = "view care" // anything clinical of a client

	CreateClient   Permission = "create client" // and open a course
	EditClient     Permission = "edit client"   // contacts, escort
	NameCareTeam   Permission = "name care team"
	EditMedicines  Permission = "edit medicines" // medicines and allergies
	CloseCourse    Permission = "close course"
	CloseAtDesk    Permission = "close course for the client's wish"
	Book           Permission = "book"
	BookTalk       Permission = "book talk visits"
	NameCover      Permission = "name cover"
	PauseAtDesk    Permission = "administrative pause"
	Consult        Permission = "consult"
	Decide         Permission = "decide eligibility"
	Prescribe      Permission = "prescribe"
	Override       Permission = "override readiness"
	AnswerReview   Permission = "answer reviews"
	LiftPause      Permission = "lift clinical pause"
	Prepare        Permission = "prepare" // goals, intention, preparation
	ExplainConsent Permission = "explain consent"
	RecordConsent  Permission = "record consent" // witness: any staff
	CheckArrival   Permission = "check arrival"  // arrival check, cleared, leaving
	RecordVitals   Permission = "record vitals"
	RecordIntake   Permission = "record the lozenge" // events and presence too
	CountLozenges  Permission = "count lozenges"
	Impress        Permission = "record impressions"
	SignSession    Permission = "sign session"
	Integrate      Permission = "integrate"
	CallSafety     Permission = "safety call" // and adverse event
	CheckRisk      Permission = "check risk"
	EnterMeasure   Permission = "enter questionnaire"
	RaiseUrgent    Permission = "urgent: clinician now"
	ReadAudit      Permission = "read access record"
	ManageStaff    Permission = "manage staff and rooms"
	DraftProtocol  Permission = "draft protocol and consent texts"
	Approve        Permission = "approve protocol and consent texts"
)

var (
	clinical = []Role{Prescriber, Therapist, Nurse, MedicalAssistant}
	everyone = []Role{Prescriber, Therapist, Nurse, MedicalAssistant, Admin, Manager, MedicalLead}
)

// policy is the one table of who may; a clinic's manager can read it.
var policy = map[Permission][]Role{
	SignedIn: everyone,
	ViewDesk: {Prescriber, Therapist, Nurse, MedicalAssistant, Admin},
	ViewCare: clinical,

	CreateClient:   {Admin, Prescriber, Therapist},
	EditClient:     {Admin, Prescriber, Therapist, Nurse},
	NameCareTeam:   {Admin, Prescriber},
	EditMedicines:  {Prescriber, Therapist, Nurse},
	CloseCourse:    {Prescriber},
	CloseAtDesk:    {Admin, Prescriber},
	Book:           {Admin},
	BookTalk:       {Admin, Therapist},
	NameCover:      {Admin},
	PauseAtDesk:    {Admin, Prescriber},
	Consult:        {Prescriber},
	Decide:         {Prescriber},
	Prescribe:      {Prescriber},
	Override:       {Prescriber},
	AnswerReview:   {Prescriber},
	LiftPause:      {Prescriber},
	Prepare:        {Therapist},
	ExplainConsent: {Prescriber, Therapist},
	RecordConsent:  {Prescriber, Therapist, Nurse, MedicalAssistant},
	CheckArrival:   {Therapist, Nurse, Prescriber},
	RecordVitals:   {Prescriber, Therapist, Nurse, MedicalAssistant},
	RecordIntake:   {Therapist, Nurse, Prescriber},
	CountLozenges:  {Therapist, Nurse},
	Impress:        {Therapist},
	SignSession:    {Therapist},
	Integrate:      {Therapist},
	CallSafety:     {Prescriber, Therapist, Nurse},
	CheckRisk:      {Prescriber, Therapist, Nurse},
	EnterMeasure:   clinical,
	RaiseUrgent:    {Admin, Prescriber, Therapist, Nurse, MedicalAssistant},
	ReadAudit:      {Manager},
	ManageStaff:    {Manager},
	DraftProtocol:  {Manager},
	Approve:        {MedicalLead},
}

// Holders are the roles that hold a permission.
func Holders(p Permission) []Role { return slices.Clone(policy[p]) }

// Known says whether the table has a line for p; an unknown one is never held.
func Known(p Permission) bool { return len(policy[p]) > 0 }

// May says whether the actor holds the permission through any role.
func (a Actor) May(p Permission) bool { return a.Is(policy[p]...) }
