-- A wrong click at the desk is taken back: the visit keeps what it was before.
alter table appointment add column returns_to text not null default ''
	check (returns_to in ('', 'tentative', 'confirmed'));
comment on column appointment.returns_to is
	'what it was before the desk marked it arrived, missed or cancelled; empty: it was not, or a later step has gone on from there';
