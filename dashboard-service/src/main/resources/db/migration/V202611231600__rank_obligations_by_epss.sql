-- How likely the vulnerability of an obligation is to be exploited within 30 days, by EPSS; null where nobody says.
alter table obligation add column epss double precision;
