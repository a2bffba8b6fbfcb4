drop function door_wait(text, text);
