drop function mark_pathway_stale(uuid);
drop function keep_pathway(uuid, jsonb, jsonb, jsonb);
drop table pathway_step;
drop table pathway;
