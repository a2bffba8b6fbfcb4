drop function join_duty(uuid, uuid, timestamptz, timestamptz, uuid[]);
