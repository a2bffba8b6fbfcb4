// Package measure holds questionnaires as data, their scoring and how change is judged.
//
// A missing, refused or unknown answer is null and never summed: one of them and there
// is no total, unless the protocol allows prorating. The texts here are free to
// reproduce: PHQ-9 and GAD-7 (Spitzer, Williams, Kroenke; Pfizer: no permission needed),
// PCL-5 (US Department of Veterans Affairs, public domain), AUDIT-C (World Health
// Organization, Bush 1998), ASQ (US National Institute of Mental Health). Any other
// instrument is a score entered by hand; no item text is shipped.
//
// FHIR: Questionnaire, QuestionnaireResponse and the total as an Observation.
//
// Tables: measure_response, screen_override.
package measure
