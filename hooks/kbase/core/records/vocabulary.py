"""The closed vocabularies of the knowledge base, each word with its English and Russian label.

Everything that a record may choose from stands here and nowhere else: a new kind, step or relation is one
line in this module. Members compare equal to their own text (`StrEnum`), so records and exports hold plain strings.
"""

from __future__ import annotations

from enum import StrEnum
from typing import Final, NamedTuple


class Label(NamedTuple):
    """The words that a reader sees for a member of a vocabulary."""

    en: str
    ru: str


class Word(StrEnum):
    """A member of a closed vocabulary: its id is its value, its label is read in either language."""

    en: str
    ru: str

    def __new__(cls, value: str, en: str, ru: str) -> Word:
        word = str.__new__(cls, value)
        word._value_ = value
        word.en = en
        word.ru = ru
        return word

    def label(self, language: str) -> str:
        """The label in `language` ("en" or "ru")."""
        return self.ru if language == "ru" else self.en


class EntityType(Word):
    """The five types of record that have a page of their own; the value is the record's type in exports."""

    PRIORITY = "priority", "Priority", "Приоритет"
    ACTOR = "actor", "Actor", "Участник"
    AGREEMENT = "agreement", "Agreement or act", "Соглашение или акт"
    EVENT = "event", "Event", "Событие"
    ANALYSIS = "analysis", "Analysis", "Аналитика"


FOLDERS: Final[dict[str, EntityType]] = {
    "priorities": EntityType.PRIORITY,
    "actors": EntityType.ACTOR,
    "agreements": EntityType.AGREEMENT,
    "events": EntityType.EVENT,
    "analysis": EntityType.ANALYSIS,
}
"""Folder under `docs/data/` and under `docs/<language>/` → type of the records in it."""

SECTION_OF: Final[dict[EntityType, str]] = {entity_type: folder for folder, entity_type in FOLDERS.items()}


class ActorKind(Word):
    PERSON = "person", "Person", "Лицо"
    STATE = "state", "State", "Государство"
    STATE_BODY = "state-body", "State body", "Государственный орган"
    ORGANISATION = "organisation", "Organisation", "Организация"
    COMPANY = "company", "Company", "Компания"
    UNIVERSITY = "university", "University", "Университет"
    INTERNATIONAL_BODY = "international-body", "International body", "Международная организация"
    PROGRAMME = "programme", "Programme", "Программа"
    OUTLET = "outlet", "Media outlet", "СМИ"


class AgreementKind(Word):
    TREATY = "treaty", "Treaty or agreement", "Договор или соглашение"
    DECREE = "decree", "Decree", "Декрет"
    EDICT = "edict", "Edict", "Указ"
    RESOLUTION = "resolution", "Government resolution", "Постановление"
    LAW = "law", "Law", "Закон"
    BILL = "bill", "Bill", "Законопроект"
    MODEL_LAW = "model-law", "Model law", "Модельный закон"
    STRATEGY = "strategy", "Strategy or concept", "Стратегия или концепция"
    STANDARD = "standard", "Standard", "Стандарт"
    MEMORANDUM = "memorandum", "Memorandum", "Меморандум"
    PLAN = "plan", "Plan or programme", "План или программа"
    DECLARATION = "declaration", "Declaration or code", "Декларация или кодекс"
    CONTROL_MEASURE = "control-measure", "Control measure", "Мера контроля"
    LETTER = "letter", "Letter or request", "Письмо или обращение"


class EventKind(Word):
    MEETING = "meeting", "Meeting", "Встреча"
    SESSION = "session", "Session", "Сессия"
    CONFERENCE = "conference", "Conference or forum", "Конференция или форум"
    VISIT = "visit", "Visit", "Визит"
    ANNOUNCEMENT = "announcement", "Announcement", "Объявление"
    APPOINTMENT = "appointment", "Appointment", "Назначение"
    PUBLICATION = "publication", "Publication", "Публикация"
    COMPETITION = "competition", "Competition", "Конкурс"


class PriorityKind(Word):
    PRIORITY = "priority", "Declared priority", "Объявленный приоритет"
    DIRECTION = "direction", "Direction of research", "Направление исследований"
    THEME = "theme", "Theme of cooperation", "Тема сотрудничества"


class AnalysisKind(Word):
    QUESTION = "question", "Question", "Вопрос"
    COMPARISON = "comparison", "Comparison", "Сопоставление"
    OVERVIEW = "overview", "Overview", "Обзор"


KIND_OF_TYPE: Final[dict[EntityType, type[Word]]] = {
    EntityType.ACTOR: ActorKind,
    EntityType.AGREEMENT: AgreementKind,
    EntityType.EVENT: EventKind,
    EntityType.PRIORITY: PriorityKind,
    EntityType.ANALYSIS: AnalysisKind,
}


class StatementKind(Word):
    FACT = "fact", "Fact", "Факт"
    CLAIM = "claim", "Claim", "Заявление"
    ASSESSMENT = "assessment", "Assessment", "Оценка"
    PLAN = "plan", "Plan", "План"
    FORECAST = "forecast", "Forecast", "Прогноз"
    ALLEGATION = "allegation", "Allegation", "Обвинение"


CHECKABLE: Final = frozenset({StatementKind.FACT, StatementKind.CLAIM, StatementKind.ALLEGATION})
"""The kinds whose content can be checked; the others (opinions, plans, forecasts) carry no content grade."""


class Support(Word):
    """How much of a statement a source carries."""

    ALL = "all", "the whole statement", "всё утверждение"
    PART = "part", "a part of the statement", "часть утверждения"


class Seen(Word):
    """How much of a source was read."""

    FULL = "full", "read in full", "прочитано целиком"
    OPENING = "opening", "opening read", "прочитано начало"
    ABSTRACT = "abstract", "abstract read", "прочитан реферат"
    HEADLINE = "headline", "headline only", "прочитан только заголовок"
    COPY = "copy", "read in a copy", "прочитано в копии"


READABLE: Final = frozenset({Seen.FULL, Seen.OPENING, Seen.ABSTRACT})
"""What counts as having read the source itself."""


class SourceRole(Word):
    """What a source is to the statement, where it is more than a report."""

    RECORD = "record", "the text itself", "сам текст"
    SELF = "self", "a body about itself", "сведения организации о себе"


class SourceKind(Word):
    """What a source is: which of them may be the thing itself, and which only report it."""

    ACT = "act", "act or agreement", "акт или договор"
    DRAFT = "draft", "draft of an act", "проект акта"
    JUDGMENT = "judgment", "judgment", "судебное решение"
    STANDARD = "standard", "standard", "стандарт"
    LETTER = "letter", "letter", "письмо"
    REPORT = "report", "report or study", "доклад или исследование"
    DATASET = "dataset", "data, or a published model", "данные или опубликованная модель"
    TRANSCRIPT = "transcript", "transcript", "стенограмма"
    SPEECH = "speech", "text of a speech", "текст выступления"
    INTERVIEW = "interview", "interview", "интервью"
    ARTICLE = "article", "its author’s own article", "авторская статья"
    OWN_NEWS = "own-news", "a body’s news of itself", "собственное сообщение организации"
    OWN_PAGE = "own-page", "a body’s page about itself", "страница организации о себе"
    REPORTING = "reporting", "a newsroom’s report", "сообщение редакции"
    DIGEST = "digest", "what others published, passed on", "пересказ чужих публикаций"
    REFERENCE = "reference", "work of reference", "справочное издание"


class Via(Word):
    """How a source has at first hand what its `origin` said: then the source is a witness of its own.

    There is no word for a release, a retelling, or a report or data of others: what passes these on is no witness.
    """

    HEARD = "heard", "it heard this said in public", "слышал сказанное публично"
    TOLD = "told", "the speaker told it directly", "узнал это от самого говорящего"
    DOCUMENT = "document", "it read the document itself", "читал сам документ"


class Challenge(Word):
    """How a statement or source challenges a statement: the value is said of the challenger."""

    CONTRADICTS = "contradicts", "contradicts", "противоречит"
    DENIES = "denies", "denies", "отрицает"
    QUALIFIES = "qualifies", "qualifies", "уточняет"
    CRITICISES = "criticises", "criticises", "критикует"
    SUPERSEDES = "supersedes", "supersedes", "заменяет"
    NOT_FOUND = "not-found", "did not find it", "не нашёл подтверждения"
    CONTEXT = "context", "stands beside it for comparison", "сопоставлено с этим"

    @property
    def passive_en(self) -> str:
        return CHALLENGED[self].en

    @property
    def passive_ru(self) -> str:
        return CHALLENGED[self].ru


CHALLENGED: Final[dict[Challenge, Label]] = {
    Challenge.CONTRADICTS: Label("Contradicted by", "Противоречит этому"),
    Challenge.DENIES: Label("Denied by", "Отрицает это"),
    Challenge.QUALIFIES: Label("Qualified by", "Уточняет это"),
    Challenge.CRITICISES: Label("Criticised by", "Критикует это"),
    Challenge.SUPERSEDES: Label("Superseded by", "Заменяет это"),
    Challenge.NOT_FOUND: Label("Looked for, not found", "Искали, не нашли"),
    Challenge.CONTEXT: Label("For comparison", "Для сопоставления"),
}


MUTUAL: Final = frozenset({Challenge.CONTRADICTS, Challenge.CONTEXT})
"""Challenges that say the same from either end."""


class Outcome(Word):
    """What became of a plan."""

    OPEN = "open", "Open", "Не завершено"
    KEPT = "kept", "Kept", "Выполнено"
    PARTLY = "partly", "Partly kept", "Выполнено частично"
    MISSED = "missed", "Missed", "Не выполнено"
    SUPERSEDED = "superseded", "Superseded", "Заменено другим"
    UNKNOWN = "unknown", "Not known", "Неизвестно"


class Attested(Word):
    """Was it said (or reported)? Strongest first."""

    RECORD = "record", "on record", "есть первоисточник"
    INDEPENDENT = "independent", "independently reported", "независимые источники"
    ONE_ORIGIN = "one-origin", "one origin", "один источник сведений"
    WEAK = "weak", "weak", "слабо"


class Content(Word):
    """Is it so? Given to facts, claims and allegations only."""

    OFFICIAL_RECORD = "official-record", "official record", "по первоисточнику"
    INDEPENDENT = "independently-reported", "independently reported", "независимые источники"
    SELF_REPORTED = "self-reported", "self-reported", "сведения о себе"
    ONE_ORIGIN = "one-origin", "one origin", "один источник сведений"
    CONTRADICTED = "contradicted", "contradicted", "противоречит другим данным"
    QUALIFIED = "qualified", "qualified", "с оговорками"
    NOT_CHECKED = "not-checked", "not checked", "не проверено"


class Ownership(Word):
    """Who owns a publisher or a body. The Russian labels are nouns: they stand beside names of every gender."""

    STATE = "state", "state", "государственная собственность"
    STATE_FUNDED_ABROAD = "state-funded-abroad", "state-funded, abroad", "на средства иностранного государства"
    PUBLIC_SERVICE = "public-service", "public service", "общественное вещание"
    PRIVATE = "private", "private", "частная собственность"
    ACADEMIC = "academic", "academic", "наука и образование"
    INTERNATIONAL = "international", "international", "собственность международной организации"
    NON_PROFIT = "non-profit", "non-profit", "некоммерческая организация"
    UNKNOWN = "unknown", "ownership not known", "собственник неизвестен"


class Step(Word):
    """A step in the life of an agreement or act, in the order in which steps usually follow."""

    PROPOSED = "proposed", "Proposed", "Предложено"
    DRAFTED = "drafted", "Drafted", "Подготовлен проект"
    DRAFT_APPROVED = "draft-approved", "Draft approved", "Проект одобрен"
    SUBMITTED = "submitted", "Brought to parliament", "Внесено в парламент"
    APPROVED = "approved", "Approved", "Утверждено"
    SIGNED = "signed", "Signed", "Подписано"
    ADOPTED = "adopted", "Adopted", "Принято"
    RATIFIED = "ratified", "Ratified", "Ратифицировано"
    IN_FORCE = "in-force", "In force", "Действует"
    AMENDED = "amended", "Amended", "Изменено"
    SUSPENDED = "suspended", "Suspended", "Приостановлено"
    RESCINDED = "rescinded", "Rescinded", "Отменено"
    WITHDRAWN = "withdrawn", "Withdrawn", "Отозвано"
    EXPIRED = "expired", "Expired", "Срок истёк"


class NamesAI(Word):
    """Whether an agreement or act names artificial intelligence, as far as the sources show."""

    YES = "yes", "Yes", "Да"
    NO = "no", "No", "Нет"
    UNKNOWN = "unknown", "Not known", "Неизвестно"


class TextRead(Word):
    """How much of the text of an agreement or act was read."""

    WHOLE = "whole", "In full", "Целиком"
    PART = "part", "In part", "Частично"
    NO = "no", "No", "Нет"


class NameUse(Word):
    OFFICIAL = "official", "official", "официальное"
    COMMON = "common", "common", "обиходное"
    ABBREVIATION = "abbreviation", "abbreviation", "сокращение"
    FORMER = "former", "former", "прежнее"
    TRANSLITERATION = "transliteration", "transliteration", "транслитерация"


class Country(Word):
    """Countries and areas that records belong to: ISO 3166-1 alpha-2 in lower case, and three areas of our own."""

    BY = "by", "Belarus", "Беларусь"
    RU = "ru", "Russia", "Россия"
    UNION_STATE = "union-state", "Union State", "Союзное государство"
    INTERNATIONAL = "international", "International", "Международный уровень"
    EU = "eu", "European Union", "Европейский союз"
    AE = "ae", "United Arab Emirates", "ОАЭ"
    AM = "am", "Armenia", "Армения"
    AT = "at", "Austria", "Австрия"
    AZ = "az", "Azerbaijan", "Азербайджан"
    BE = "be", "Belgium", "Бельгия"
    CA = "ca", "Canada", "Канада"
    CH = "ch", "Switzerland", "Швейцария"
    CN = "cn", "China", "Китай"
    CY = "cy", "Cyprus", "Кипр"
    CZ = "cz", "Czechia", "Чехия"
    DE = "de", "Germany", "Германия"
    EE = "ee", "Estonia", "Эстония"
    ES = "es", "Spain", "Испания"
    FR = "fr", "France", "Франция"
    GB = "gb", "United Kingdom", "Великобритания"
    HK = "hk", "Hong Kong", "Гонконг"
    IN = "in", "India", "Индия"
    IR = "ir", "Iran", "Иран"
    IT = "it", "Italy", "Италия"
    JP = "jp", "Japan", "Япония"
    KG = "kg", "Kyrgyzstan", "Киргизия"
    KZ = "kz", "Kazakhstan", "Казахстан"
    LT = "lt", "Lithuania", "Литва"
    LV = "lv", "Latvia", "Латвия"
    MN = "mn", "Mongolia", "Монголия"
    NL = "nl", "Netherlands", "Нидерланды"
    NZ = "nz", "New Zealand", "Новая Зеландия"
    PL = "pl", "Poland", "Польша"
    QA = "qa", "Qatar", "Катар"
    RS = "rs", "Serbia", "Сербия"
    SA = "sa", "Saudi Arabia", "Саудовская Аравия"
    SE = "se", "Sweden", "Швеция"
    SG = "sg", "Singapore", "Сингапур"
    TR = "tr", "Turkey", "Турция"
    TW = "tw", "Taiwan", "Тайвань"
    UA = "ua", "Ukraine", "Украина"
    US = "us", "United States", "США"
    UZ = "uz", "Uzbekistan", "Узбекистан"
    VN = "vn", "Vietnam", "Вьетнам"


class RestrictionStatus(Word):
    """The legal status of an outlet in a country where it is restricted."""

    EXTREMIST = "extremist", "materials declared extremist", "материалы признаны экстремистскими"
    EXTREMIST_FORMATION = (
        "extremist-formation",
        "declared an extremist formation",
        "признано экстремистским формированием",
    )
    EXTREMIST_ORGANISATION = (
        "extremist-organisation",
        "declared an extremist organisation",
        "признано экстремистской организацией",
    )
    FOREIGN_AGENT = "foreign-agent", "listed as a foreign agent", "в реестре иностранных агентов"
    UNDESIRABLE = "undesirable", "declared undesirable", "признано нежелательным"
    BLOCKED = "blocked", "website blocked", "сайт заблокирован"
    SANCTIONED = "sanctioned", "broadcasting or distribution banned", "вещание или распространение запрещено"


class RelationType(Word):
    """A relation as said of the record that holds it; its inverse is said of the target. The Russian labels read right
    before any noun in the nominative, of whatever gender.
    """

    MEMBER_OF = "member-of", "Member of", "Где состоит"
    HAS_MEMBER = "has-member", "Members", "Участники"
    PART_OF = "part-of", "Part of", "К чему относится"
    HAS_PART = "has-part", "Parts", "Части"
    HEADS = "heads", "Heads", "Что возглавляет"
    HEADED_BY = "headed-by", "Headed by", "Кто возглавляет"
    OFFICE_AT = "office-at", "Offices and memberships", "Должности и членство"
    OFFICE_HOLDER = "office-holder", "People and their offices", "Люди и их должности"
    ISSUED = "issued", "Issued", "Изданные акты"
    ISSUED_BY = "issued-by", "Issued by", "Кто издал"
    PARTY_TO = "party-to", "Party to", "В чём участвует как сторона"
    HAS_PARTY = "has-party", "Parties", "Стороны"
    ORGANISED = "organised", "Organised", "Организованные мероприятия"
    ORGANISED_BY = "organised-by", "Organised by", "Организаторы"
    TOOK_PART_IN = "took-part-in", "Took part in", "Мероприятия"
    HAD_PARTICIPANT = "had-participant", "Participants", "Участники"
    OUTCOME_OF = "outcome-of", "Outcome of", "Итогом чего стало"
    HAS_OUTCOME = "has-outcome", "Outcomes", "Итоги"
    SETS = "sets", "Sets", "Что устанавливает"
    SET_BY = "set-by", "Set by", "Чем установлено"
    PRIORITY_OF = "priority-of", "Priority of", "Чей приоритет"
    HAS_PRIORITY = "has-priority", "Priorities", "Приоритеты"
    AMENDS = "amends", "Amends", "Что изменяет"
    AMENDED_BY = "amended-by", "Amended by", "Чем изменено"
    IMPLEMENTS = "implements", "Implements", "Что исполняет"
    IMPLEMENTED_BY = "implemented-by", "Implemented by", "Чем исполняется"
    REPLACES = "replaces", "Replaces", "Что заменяет"
    REPLACED_BY = "replaced-by", "Replaced by", "Чем заменено"
    CONTROLS = "controls", "Controls", "Что контролирует"
    CONTROLLED_BY = "controlled-by", "Controlled by", "Кто контролирует"
    DEVELOPS = "develops", "Develops", "Что разрабатывает"
    DEVELOPED_BY = "developed-by", "Developed by", "Кто разрабатывает"
    FUNDS = "funds", "Funds", "Что финансирует"
    FUNDED_BY = "funded-by", "Funded by", "Кто финансирует"
    AFFECTS = "affects", "Affects", "Что затрагивает"
    AFFECTED_BY = "affected-by", "Affected by", "Чем затронуто"
    EXAMINES = "examines", "Examines", "Что рассматривает"
    EXAMINED_IN = "examined-in", "Examined in", "Где рассматривается"
    COOPERATES_WITH = "cooperates-with", "Cooperates with", "Партнёры"
    FOLLOWS = "follows", "Follows", "Что предшествовало"
    FOLLOWED_BY = "followed-by", "Followed by", "Что последовало"
    RELATED_TO = "related-to", "Related to", "Связанное"

    @property
    def inverse(self) -> RelationType:
        """The name of the same relation as seen from its target."""
        return INVERSE[self]


_PAIRS: Final = (
    (RelationType.MEMBER_OF, RelationType.HAS_MEMBER),
    (RelationType.PART_OF, RelationType.HAS_PART),
    (RelationType.HEADS, RelationType.HEADED_BY),
    (RelationType.OFFICE_AT, RelationType.OFFICE_HOLDER),
    (RelationType.ISSUED, RelationType.ISSUED_BY),
    (RelationType.PARTY_TO, RelationType.HAS_PARTY),
    (RelationType.ORGANISED, RelationType.ORGANISED_BY),
    (RelationType.TOOK_PART_IN, RelationType.HAD_PARTICIPANT),
    (RelationType.OUTCOME_OF, RelationType.HAS_OUTCOME),
    (RelationType.SETS, RelationType.SET_BY),
    (RelationType.PRIORITY_OF, RelationType.HAS_PRIORITY),
    (RelationType.AMENDS, RelationType.AMENDED_BY),
    (RelationType.IMPLEMENTS, RelationType.IMPLEMENTED_BY),
    (RelationType.REPLACES, RelationType.REPLACED_BY),
    (RelationType.CONTROLS, RelationType.CONTROLLED_BY),
    (RelationType.DEVELOPS, RelationType.DEVELOPED_BY),
    (RelationType.FUNDS, RelationType.FUNDED_BY),
    (RelationType.AFFECTS, RelationType.AFFECTED_BY),
    (RelationType.EXAMINES, RelationType.EXAMINED_IN),
    (RelationType.FOLLOWS, RelationType.FOLLOWED_BY),
    (RelationType.COOPERATES_WITH, RelationType.COOPERATES_WITH),
    (RelationType.RELATED_TO, RelationType.RELATED_TO),
)

INVERSE: Final[dict[RelationType, RelationType]] = {
    **dict(_PAIRS),
    **{passive: active for active, passive in _PAIRS},
}


class SourceType(Word):
    """The CSL item types in use (CSL 1.0.2, appendix III)."""

    ARTICLE_NEWSPAPER = "article-newspaper", "News article", "Статья в газете"
    ARTICLE_MAGAZINE = "article-magazine", "Magazine article", "Статья в журнале"
    ARTICLE_JOURNAL = "article-journal", "Journal article", "Научная статья"
    WEBPAGE = "webpage", "Web page", "Веб-страница"
    POST_WEBLOG = "post-weblog", "Blog post", "Запись в блоге"
    REPORT = "report", "Report", "Доклад"
    LEGISLATION = "legislation", "Act", "Правовой акт"
    BILL = "bill", "Bill", "Законопроект"
    TREATY = "treaty", "Treaty", "Международный договор"
    STANDARD = "standard", "Standard", "Стандарт"
    SPEECH = "speech", "Speech", "Выступление"
    INTERVIEW = "interview", "Interview", "Интервью"
    BROADCAST = "broadcast", "Broadcast", "Передача"
    PERSONAL_COMMUNICATION = "personal_communication", "Letter", "Письмо"
    CHAPTER = "chapter", "Chapter", "Глава"
    BOOK = "book", "Book", "Книга"
    ENTRY_ENCYCLOPEDIA = "entry-encyclopedia", "Encyclopedia entry", "Статья энциклопедии"
