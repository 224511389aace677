"""What the launcher says before there is an environment, in English and in Russian.

The English stands where it is said, as the first argument of `told`; RUSSIAN has the other. The catalogue of the core
is YAML, which a bare Python cannot read. A test holds the two together.
"""

from __future__ import annotations

import os
import sys
from collections.abc import Mapping, Sequence
from typing import Final

_LOCALE: Final = ("LC_ALL", "LC_MESSAGES", "LANG")
"""The variables that choose the language of messages, as in `kbase.core.messages`."""

RUSSIAN: Final[Mapping[str, str]] = {
    # The environment.
    "{name} is missing": "нет файла {name}",
    "another kb.py is making the environment: waiting for it": "другая команда kb.py готовит окружение: ждём её",
    "git has left a merge open in {file}": "git оставил незаконченное слияние в файле {file}",
    "finish it first": "сначала закончите его",
    "the environment is ready": "окружение готово",
    "adding to {name} what the command needs ({amount})": "добавляем в {name} то, что нужно команде ({amount})",
    "making the Python environment {name} for the first time ({amount})": (
        "готовим окружение Python {name}, впервые ({amount})"
    ),
    "making the Python environment {name} anew, since it is old or incomplete ({amount})": (
        "готовим окружение Python {name} заново: прежнее устарело или не закончено ({amount})"
    ),
    "{packages}, {fetched} MB to fetch, {on_disk} MB on disk": (
        "пакетов: {number}, скачать {fetched} МБ, на диске {on_disk} МБ"
    ),
    "{name} is out of date and runs this command": "{name} устарело, а команда выполняется в нём",
    "run: deactivate": "выполните: deactivate",
    "the Python environment is damaged: {file} is not as it was installed": (
        "окружение Python повреждено: {file} не такой, каким был установлен"
    ),
    "delete {folder} and run the same command again": "удалите {folder} и выполните ту же команду ещё раз",
    # What pip does.
    "  unpacking them": "  распаковываем их",
    "  fetching packages: {count} of about {total}": "  скачиваем пакеты: {count} из примерно {total}",
    "  the package index does not answer: trying again": "  сервер пакетов не отвечает: пробуем ещё раз",
    "python3 -m venv {name} failed: {reason}": "python3 -m venv {name} не удалось: {reason}",
    "is the disk full, or not yours?": "диск заполнен или принадлежит не вам?",
    "pip could not install the packages: {reason}": "pip не смог установить пакеты: {reason}",
    "it gave no reason": "причина не названа",
    "all that it said: {file}": "всё, что он сообщил: {file}",
    "the disk is full": "на диске нет места",
    "free some space ({on_disk} MB are needed), then run the same command again": (
        "освободите место (нужно {on_disk} МБ) и выполните ту же команду ещё раз"
    ),
    "a package that was downloaded is not the one that requirements.txt names": (
        "скачан не тот пакет, который назван в requirements.txt"
    ),
    "run the same command again; if it stays so, do not go on but report it": (
        "выполните ту же команду ещё раз; если повторится, не продолжайте, а сообщите об этом"
    ),
    "the package index shows a certificate that this machine does not trust": (
        "сертификату сервера пакетов этот компьютер не доверяет"
    ),
    "set PIP_CERT to the file with your network's certificates, then run the same command again": (
        "укажите в PIP_CERT файл с сертификатами вашей сети и выполните ту же команду ещё раз"
    ),
    "no network: the package index cannot be reached": "нет сети: сервер пакетов недоступен",
    "check the connection (behind a proxy: set HTTPS_PROXY), then run the same command again": (
        "проверьте соединение (за прокси задайте HTTPS_PROXY) и выполните ту же команду ещё раз"
    ),
    "the package index has no ready-made {what} for this Python and system": (
        "на сервере пакетов нет готового {what} для этого Python и этой системы"
    ),
    "{instead}": "{instead}",
    "use a Python between 3.11 and 3.14 on Linux, macOS or Windows; if it is one, report it with the system's name": (
        "возьмите Python от 3.11 до 3.14 в Linux, macOS или Windows; если он такой и есть, сообщите об этом и назовите "
        "систему"
    ),
    "what needs only the site works all the same, such as serve, build and check; everything works on Linux with glibc "
    "and on macOS 13 or newer with a Python between 3.11 and 3.14, and on Windows x64 with 3.12 to 3.14": (
        "то, чему нужен только сайт, всё равно работает: serve, build, check; всё работает в Linux с glibc и в macOS "
        "13 или новее с Python от 3.11 до 3.14 и в Windows x64 с Python от 3.12 до 3.14"
    ),
    # The machine.
    "this Python has no venv and ensurepip, which make the environment": (
        "в этом Python нет venv и ensurepip, которые создают окружение"
    ),
    "python3-venv is not for the Python that runs this ({program}, {version})": (
        "python3-venv установлен не для того Python, который это выполняет ({program}, {version})"
    ),
    "use Debian's own: /usr/bin/python3 scripts/kb.py, or install python{version}-venv": (
        "возьмите Python из Debian: /usr/bin/python3 scripts/kb.py — или установите python{version}-venv"
    ),
    "{lack}: installing {packages} by apt-get": "{lack}: устанавливаем {packages} через apt-get",
    "install it in your system's way (on Debian it is: {names})": (
        "установите это принятым в вашей системе способом (в Debian это: {names})"
    ),
    "run this, then try again: {command}": "выполните это и попробуйте ещё раз: {command}",
    "run this as root, then try again: {command}": "выполните это от имени root и попробуйте ещё раз: {command}",
    "apt-get {what} failed: {reason}": "apt-get {what} не удалось: {reason}",
    "check the network and /etc/apt, then run the same command again": (
        "проверьте сеть и /etc/apt и выполните ту же команду ещё раз"
    ),
    "git is not installed, and the pages' dates come from it": "git не установлен, а даты страниц берутся из него",
    "git is not installed": "git не установлен",
    "install git and run the same command again": "установите git и выполните ту же команду ещё раз",
    "run: {command}": "выполните: {command}",
    "git does not trust {folder}, because it belongs to another user": (
        "git не доверяет папке {folder}: она принадлежит другому пользователю"
    ),
    "warning: this is not a git repository, so the pages have no dates of change": (
        "предупреждение: это не репозиторий git, поэтому у страниц нет дат изменения"
    ),
    "{folder} is not a git repository, and the pages' dates come from git": (
        "{folder} — не репозиторий git, а даты страниц берутся из git"
    ),
    "git clone it anew": "скачайте его заново: git clone",
    "warning: nothing is committed yet, so the pages have no dates of change — git add . && git commit": (
        "предупреждение: ещё нет ни одного коммита, поэтому у страниц нет дат изменения — git add . && git commit"
    ),
    "warning: the git history is cut short, so dates of change may be wrong — git fetch --unshallow": (
        "предупреждение: история git неполная, поэтому даты изменения могут быть неверны — git fetch --unshallow"
    ),
    "port {port} is taken by another program (is the site already being served?)": (
        "порт {port} занят другой программой (сайт уже показывается?)"
    ),
    "stop that program, or take port {free}: {call} serve --port {free}": (
        "остановите её или возьмите порт {free}: {call} serve --port {free}"
    ),
    # What a change means.
    "What changes for readers, compared with `{base}`": "Что меняется для читателей по сравнению с `{base}`",
    "Compared with {base}": "По сравнению с {base}",
    "warning: not compared is what cannot be read now ({problems}): see {call} check": (
        "предупреждение: не сравнивается то, что сейчас не читается (ошибок: {number}): см. {call} check"
    ),
    "warning: {problems} of reading the older state; what is not read there looks new": (
        "предупреждение: прежнее состояние прочитано не целиком (ошибок: {number}), непрочитанное выглядит новым"
    ),
    "there is no commit to compare with": "нет коммита, с которым сравнивать",
    "name a released file: {call} impact kb.json": "назовите файл выпуска: {call} impact kb.json",
    "'{name}' is neither a commit nor a kb.json": "'{name}' — не коммит и не файл kb.json",
    "see git log, or git branch -a for branches": "коммиты показывает git log, ветки — git branch -a",
    "the commit {commit} has no folder docs": "в коммите {commit} нет папки docs",
    "name another": "назовите другой",
    "git cannot read the files of the commit {commit}": "git не может прочитать файлы коммита {commit}",
    "see what `git fsck` says, or clone the repository anew; TMPDIR must have room, too": (
        "посмотрите, что скажет `git fsck`, или скачайте репозиторий заново; в TMPDIR тоже нужно место"
    ),
    # The command line, and other commands.
    "there is no command '{word}'": "нет команды '{word}'",
    "did you mean '{word}'?": "может быть, '{word}'?",
    "there are: {words}": "есть: {words}",
    "{command} does not know '{word}'": "{command} не знает '{word}'",
    "see {call} --help": "см. {call} --help",
    "nothing was found": "ничего не найдено",
    "nothing was found for '{query}'; shown instead: '{instead}'": (
        "по запросу '{query}' ничего не найдено; показано по запросу '{instead}'"
    ),
    "{left} more: --most 0 shows all, --full shows more of each": (
        "ещё {left}: все покажет --most 0, подробнее — --full"
    ),
    "reading the base for the search (up to a minute the first time; the file is kept)": (
        "читаем базу для поиска (в первый раз до минуты; файл сохранится)"
    ),
    "ended by {way}; nothing is left half made": "остановлено ({way}); наполовину ничего не сделано",
    "what was to be written is written ({files}): this need not run again": (
        "что нужно было записать, записано ({files}): повторять не нужно"
    ),
    "{file} was changed meanwhile, so nothing was written": (
        "файл {file} тем временем изменили, поэтому ничего не записано"
    ),
    "Python was asked to leave out all help (PYTHONOPTIMIZE=2)": (
        "Python должен опустить все справки (PYTHONOPTIMIZE=2)"
    ),
    "unset it, or write 1": "уберите эту переменную или напишите 1",
    "run the same command again": "выполните ту же команду ещё раз",
    "another kb.py still writes into this base": "другая команда kb.py ещё пишет в эту базу",
    "wait until it has ended, then run this again": "дождитесь её конца и выполните это ещё раз",
    "another kb.py writes into this base: waiting for it": "другая команда kb.py пишет в эту базу: ждём её",
}
"""English template → Russian template."""


def told(template: str, **fields: object) -> str:
    """A text in the language of whoever has called kb.py."""
    is_russian = language_asked(sys.argv, os.environ) == "ru"
    return (RUSSIAN[template] if is_russian else template).format(**fields)


def language_asked(words: Sequence[str], environment: Mapping[str, str]) -> str:
    """The language that `--language` names, else that of the locale."""
    for word, following in zip(words, [*words[1:], ""], strict=True):
        name, equals, value = word.partition("=")
        if name == "--language":
            return "ru" if (value if equals else following) == "ru" else "en"
    chosen = next((found for variable in _LOCALE if (found := environment.get(variable))), "")
    return "ru" if chosen.lower().startswith("ru") else "en"
