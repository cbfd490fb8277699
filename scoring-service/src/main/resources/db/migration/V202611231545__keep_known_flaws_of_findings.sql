-- Scanners that match components themselves name the known flaw that a finding is: its names, a line each, the
-- scanner's own first; the component by purl; the first version without it. Null for what a scanner found by itself.
alter table finding add column known_as text;
alter table finding add column component text;
alter table finding add column fixed_in text;

-- Which flaws the evidence of a product names, by the names that it uses: scanners' findings and the maker's own records.
-- What becomes known of such a flaw concerns the product, whether or not a component matches.
create table named_flaw (
    name    text not null,
    product text not null,
    constraint named_flaw_pk primary key (name, product)
);
