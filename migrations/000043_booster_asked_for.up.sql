-- A booster is offered only where the client asks for it.
alter table intake add column asked_for text not null default '' check (asked_for in ('', 'yes', 'no'));
comment on column intake.asked_for is 'of a booster: whether the client asked for it; empty: nobody said';
