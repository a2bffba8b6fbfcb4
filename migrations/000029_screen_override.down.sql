drop table screen_override;
