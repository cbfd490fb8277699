-- Written with every score and read one at a time: what lists need of it stands in columns, so that it is not worth
-- taking apart.
alter table product alter column score type json using cast(score as json);
