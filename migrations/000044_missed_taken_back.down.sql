drop function withdraw_missed(uuid);
