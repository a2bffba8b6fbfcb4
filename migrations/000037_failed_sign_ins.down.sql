drop function failed_sign_ins(boolean);
