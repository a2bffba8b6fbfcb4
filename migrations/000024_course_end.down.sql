drop function end_course_matters(uuid, text);
