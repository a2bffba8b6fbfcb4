drop function course_paused(uuid);
