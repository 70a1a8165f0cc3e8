"""The tables of a ledger, version by version, and the views that explain them to a person with any SQLite tool."""

APPLICATION_ID = 0x5A150001
"""In the file's header: what tells a ledger from another program's database."""

_TABLES = """
CREATE TABLE articles (
    id INTEGER PRIMARY KEY,
    key TEXT NOT NULL UNIQUE,       -- content-made: text, url, outlet, date of publication
    page TEXT NOT NULL,             -- what stays when the page changes: its url, else the key
    text_id TEXT NOT NULL,          -- sha256 of the text: the same in verbatim copies
    url TEXT, outlet TEXT, title TEXT, byline TEXT, published TEXT, language TEXT,
    text TEXT NOT NULL,
    version INTEGER NOT NULL,       -- 1, 2, ... of the same page, in the order of adding
    is_latest INTEGER NOT NULL,     -- 1 for the newest version of its page
    cluster INTEGER NOT NULL,       -- copies and rewrites of one text share it: the smallest article id among them
    made_by TEXT,                   -- sayso version and rules digest that read it; NULL where a record came from outside
    wording BLOB NOT NULL, stems BLOB NOT NULL,   -- hashes by which copies are verified
    record BLOB NOT NULL            -- the whole record, zlib-compressed JSON
) STRICT;
CREATE INDEX articles_text ON articles(text_id);
CREATE INDEX articles_page ON articles(page);
CREATE INDEX articles_cluster ON articles(cluster);
CREATE INDEX articles_outlet ON articles(outlet COLLATE NOCASE);

CREATE TABLE copies (               -- why two articles are in one cluster
    article INTEGER NOT NULL REFERENCES articles, other INTEGER NOT NULL REFERENCES articles,
    how TEXT NOT NULL, share REAL NOT NULL, PRIMARY KEY (article, other)
) STRICT, WITHOUT ROWID;
CREATE TABLE story_keys (           -- articles that share two prints may be copies: the newest under each, packed 64-bit numbers
    key INTEGER PRIMARY KEY, articles BLOB NOT NULL
) STRICT;
CREATE TABLE pending (              -- keys of the newest articles, not yet sorted into the tables of keys: packed pairs of key and number
    id INTEGER PRIMARY KEY, articles INTEGER NOT NULL, story_keys BLOB NOT NULL, telling_keys BLOB NOT NULL, identity_keys BLOB NOT NULL
) STRICT;

CREATE TABLE blocks (
    id INTEGER PRIMARY KEY, article INTEGER NOT NULL REFERENCES articles, kind TEXT NOT NULL,
    span_start INTEGER NOT NULL, span_end INTEGER NOT NULL
) STRICT;
CREATE INDEX blocks_article ON blocks(article);
CREATE VIRTUAL TABLE block_words USING fts5(words, content='', columnsize=0, tokenize="unicode61 remove_diacritics 2");

CREATE TABLE identities (           -- entities joined across articles
    id INTEGER PRIMARY KEY, name TEXT NOT NULL, kind TEXT NOT NULL, country TEXT
) STRICT;
CREATE TABLE identity_keys (key INTEGER PRIMARY KEY, identities BLOB NOT NULL) STRICT;   -- likewise: a name at a time, the identities it may mean
CREATE VIRTUAL TABLE identity_words USING fts5(words, content='', columnsize=0, tokenize="unicode61 remove_diacritics 2");
CREATE TABLE entities (
    id INTEGER PRIMARY KEY, article INTEGER NOT NULL REFERENCES articles, local TEXT NOT NULL, identity INTEGER NOT NULL REFERENCES identities,
    name TEXT NOT NULL, kind TEXT NOT NULL, country TEXT, code TEXT, roles TEXT NOT NULL
) STRICT;
CREATE INDEX entities_article ON entities(article);
CREATE INDEX entities_identity ON entities(identity);
CREATE TABLE mentions (
    article INTEGER NOT NULL REFERENCES articles, local TEXT NOT NULL, entity TEXT, form TEXT NOT NULL,
    span_start INTEGER NOT NULL, span_end INTEGER NOT NULL, text TEXT NOT NULL, PRIMARY KEY (article, local)
) STRICT, WITHOUT ROWID;
CREATE TABLE places (
    id INTEGER PRIMARY KEY, article INTEGER NOT NULL REFERENCES articles, local TEXT NOT NULL, text TEXT NOT NULL,
    name TEXT NOT NULL,             -- the gazetteer's, else the article's words
    kind TEXT, geonames_id INTEGER, country TEXT, lat REAL, lon REAL, precision TEXT, span_start INTEGER NOT NULL, span_end INTEGER NOT NULL
) STRICT;
CREATE INDEX places_article ON places(article);
CREATE INDEX places_name ON places(name COLLATE NOCASE);
CREATE INDEX places_text ON places(text COLLATE NOCASE);
CREATE INDEX places_country ON places(country);
CREATE INDEX places_where ON places(lat, lon) WHERE lat IS NOT NULL;
CREATE TABLE times (
    article INTEGER NOT NULL REFERENCES articles, local TEXT NOT NULL, text TEXT NOT NULL, value TEXT, type TEXT NOT NULL,
    span_start INTEGER NOT NULL, span_end INTEGER NOT NULL, PRIMARY KEY (article, local)
) STRICT, WITHOUT ROWID;
CREATE TABLE attributions (         -- source, cue and content are JSON lists of [start, end] into the article's text
    article INTEGER NOT NULL REFERENCES articles, local TEXT NOT NULL, parent TEXT, source TEXT NOT NULL, cue TEXT NOT NULL, content TEXT NOT NULL,
    source_text TEXT NOT NULL, kind TEXT NOT NULL, status TEXT NOT NULL, class TEXT NOT NULL, speaker TEXT, rule TEXT NOT NULL,
    PRIMARY KEY (article, local)
) STRICT, WITHOUT ROWID;

CREATE TABLE tellings (             -- what one article tells of one incident; tellings of several articles share an incident
    id INTEGER PRIMARY KEY, article INTEGER NOT NULL REFERENCES articles, incident INTEGER NOT NULL,
    told TEXT NOT NULL              -- what it is compared by, as JSON: labels, heads, words, names, places, days
) STRICT;
CREATE INDEX tellings_incident ON tellings(incident);
CREATE INDEX tellings_article ON tellings(article);
CREATE TABLE telling_keys (key INTEGER PRIMARY KEY, tellings BLOB NOT NULL) STRICT;   -- likewise: a name at a time, the newest that name it
CREATE TABLE incident_links (       -- why two tellings are of one incident
    telling INTEGER NOT NULL, other INTEGER NOT NULL, score REAL NOT NULL, reason TEXT NOT NULL, PRIMARY KEY (telling, other)
) STRICT, WITHOUT ROWID;

CREATE TABLE claims (
    id INTEGER PRIMARY KEY, key TEXT NOT NULL, article INTEGER NOT NULL REFERENCES articles, telling INTEGER NOT NULL REFERENCES tellings,
    block INTEGER REFERENCES blocks, kind TEXT NOT NULL, label TEXT NOT NULL, local TEXT NOT NULL,
    stance TEXT NOT NULL, factuality TEXT NOT NULL, modality TEXT NOT NULL,
    number REAL, lower REAL, upper REAL, modifier TEXT, unit TEXT,
    day TEXT,                       -- the day it is about, else the day of publication: what a search by date looks at
    day_last TEXT, day_from TEXT,   -- last day of a longer time; 'text' or 'published' or NULL
    place INTEGER REFERENCES places, time TEXT, attribution TEXT,
    source TEXT, status TEXT, chain TEXT NOT NULL,   -- innermost source and its kind (NULL: the outlet itself); JSON list of names, outlet inwards
    voices TEXT NOT NULL,           -- the same chain with the article's words, kinds and roles: what origins are counted from
    span_start INTEGER NOT NULL, span_end INTEGER NOT NULL, passage_start INTEGER NOT NULL, passage_end INTEGER NOT NULL,
    words TEXT NOT NULL, passage TEXT NOT NULL,
    actors TEXT NOT NULL, targets TEXT NOT NULL     -- JSON lists of names
) STRICT;
CREATE INDEX claims_article ON claims(article);
CREATE INDEX claims_telling ON claims(telling);
CREATE INDEX claims_block ON claims(block);
CREATE INDEX claims_day ON claims(day);
CREATE INDEX claims_label_day ON claims(label, day);
CREATE INDEX claims_place ON claims(place) WHERE place IS NOT NULL;
CREATE TABLE claim_parts (          -- who plays a part in a claim: actor, target, source, holder
    identity INTEGER NOT NULL, day TEXT NOT NULL, claim INTEGER NOT NULL, role TEXT NOT NULL, entity INTEGER NOT NULL,
    PRIMARY KEY (identity, day, claim, role)
) STRICT, WITHOUT ROWID;

CREATE TABLE reviews (              -- what a person decided; laid over the rest, never written into it
    id INTEGER PRIMARY KEY, what TEXT NOT NULL CHECK (what IN ('entity', 'incident')),
    action TEXT NOT NULL CHECK (action IN ('merge', 'split', 'undo')),
    subject INTEGER NOT NULL,       -- merge: one identity or incident; split: an entity or telling; undo: an earlier review
    other INTEGER,                  -- merge: the other one
    reviewer TEXT NOT NULL, noted TEXT NOT NULL, note TEXT NOT NULL
) STRICT;
"""

_VIEWS = """
CREATE VIEW a_guide_to_the_views AS
    SELECT column1 AS view, column2 AS what_it_shows FROM (VALUES
    ('who_says_what', 'Every claim of the newest version of each page. Filter by stance (asserts, denies, open), status (anonymous, person, ...; empty is the outlet itself), label, place, day. A claim is about day to day_last where day_from is text; else day is that of publication.'),
    ('who_plays_a_part', 'Persons and bodies in claims: role is source, actor, target or holder. Filter by name and sort by day for all that is said to be done or said by one.'),
    ('figures_side_by_side', 'Every figure with who gave it; filter by incident to compare.'),
    ('incidents', 'What articles tell of together; the number is that of sayso compare --incident, the title that of the article added first.'),
    ('copied_texts', 'Articles that are copies or rewrites of one text.'),
    ('people_and_bodies', 'Names joined across articles.'));
CREATE VIEW who_says_what AS
    SELECT c.id AS claim, a.published, a.outlet,
           coalesce((SELECT group_concat(iif(value = '', 'nobody named', value), ' > ') FROM json_each(c.chain)), 'its own word') AS chain,
           c.kind, c.label, (SELECT group_concat(value, '; ') FROM json_each(c.actors)) AS actors,
           (SELECT group_concat(value, '; ') FROM json_each(c.targets)) AS targets, c.number, c.modifier, c.unit,
           c.passage, c.stance, c.factuality, c.modality, c.source, c.status, c.day, c.day_last, c.day_from,
           p.name AS place, p.precision, p.lat, p.lon, c.words, a.title, a.url, a.id AS article, t.incident
    FROM claims c JOIN articles a ON a.id = c.article JOIN tellings t ON t.id = c.telling LEFT JOIN places p ON p.id = c.place WHERE a.is_latest;
CREATE VIEW who_plays_a_part AS
    SELECT i.name, part.role, part.day, w.kind, w.label, w.actors, w.targets, w.stance, w.factuality, w.outlet, w.chain, w.passage, w.claim, w.article,
           w.incident, i.id AS identity
    FROM claim_parts part JOIN identities i ON i.id = part.identity JOIN who_says_what w ON w.claim = part.claim;
CREATE VIEW figures_side_by_side AS
    SELECT incident, unit, number, modifier, words, day, day_last, day_from, place, published, outlet, chain, stance, factuality, passage, claim, article
    FROM who_says_what WHERE kind = 'figure';
CREATE VIEW incidents AS
    SELECT t.incident AS id, first.title AS first_title, count(DISTINCT t.article) AS articles, count(DISTINCT a.cluster) AS texts,
           count(DISTINCT a.outlet) AS outlets, min(a.published) AS first_published, max(a.published) AS last_published, count(*) AS tellings
    FROM tellings t JOIN articles a ON a.id = t.article LEFT JOIN tellings f ON f.id = t.incident LEFT JOIN articles first ON first.id = f.article
    GROUP BY t.incident;
CREATE VIEW copied_texts AS
    SELECT cluster, count(*) AS articles, group_concat(coalesce(outlet, 'outlet unknown'), '; ') AS outlets, group_concat(id, ' ') AS article_numbers,
           min(title) AS a_title
    FROM articles GROUP BY cluster HAVING count(*) > 1;
CREATE VIEW people_and_bodies AS
    SELECT i.id, i.name, i.kind, i.country, count(DISTINCT e.article) AS articles
    FROM identities i JOIN entities e ON e.identity = i.id GROUP BY i.id;
"""

MIGRATIONS: tuple[str, ...] = (_TABLES + _VIEWS,)
"""SQL that leads from version n to n + 1, in order; the first makes an empty ledger. Released entries never change."""

VERSION = len(MIGRATIONS)
"""Written into the file as ``user_version``."""
