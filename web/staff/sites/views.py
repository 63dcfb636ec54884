"""Innovation sites: which there are, add and change one, its evaluation, its fortnightly packs."""

from flask import (
    Blueprint,
    Response,
    abort,
    flash,
    make_response,
    redirect,
    render_template,
    request,
    url_for,
)
from werkzeug.wrappers import Response as AnyResponse

from web.clock import now
from web.database import Transaction
from web.models.contact import Channel
from web.models.handoff import Team
from web.models.site import Site
from web.parts import parts, today
from web.pdf_answer import pdf_saved
from web.resident.said import nonce, nonce_of
from web.staff.dashboard.words import label
from web.staff.session import me
from web.staff.sites import form as forms
from web.staff.sites import packs
from web.staff.sites.evaluating import Evaluator
from web.staff.sites.form import SiteForm
from web.staff.sites.report import evaluation_blocks, who_belongs
from web.store import sites, staff
from web.words.book import words

blueprint = Blueprint("sites", __name__, url_prefix="/staff/sites")


@blueprint.get("")
def every() -> str:
    """All sites."""
    with parts().store.reading() as store:
        listed = [(site, forms.stage_of(site, today()), who_belongs(site)) for site in sites.every(store)]
    return render_template("staff/sites/list.html", say=words("sites"), listed=listed)


@blueprint.get("/add")
def add() -> str:
    """The form for a new site."""
    return _form(forms.empty(), None)


@blueprint.post("/add")
def send_new() -> AnyResponse:
    """Adds it; the same form again leads to the site that it made."""
    form = forms.read_form(request.form, None, "new")
    form, draft = forms.checked(form, None, "new", today())
    if draft is not None:
        try:
            with parts().store.writing() as store:
                made = sites.make(store, draft, by=me().id, form_key=_form_key())
                number = made.id
            return _done("site_made", number)
        except sites.SlugTaken:
            form.problems["slug"] = "taken"
    return make_response(_form(form, None), 422)


@blueprint.get("/<int:number>")
def one(number: int) -> str:
    """A site: what is tried, how it stands beside the others, what to make of it."""
    moment = now()
    with parts().store.reading() as store:
        site = _found(store, number)
        found = Evaluator(store, moment, parts().settings).evaluate(site)
        done = [(each, staff.name_of(store, each.by_id)) for each in sites.events(store, site)]
    blocks = evaluation_blocks(site, found) if found else []
    return render_template(
        "staff/sites/one.html", say=words("sites"), site=site, who=who_belongs(site), blocks=blocks,
        stage=forms.stage_of(site, today()), done=done, fortnights=packs.begun(site, today()),
    )  # fmt: skip


@blueprint.get("/<int:number>/change")
def change(number: int) -> str:
    """The form for changing a site; what stands since it began is not on it."""
    with parts().store.reading() as store:
        site = _found(store, number)
    if site.withdrawn_at is not None:
        abort(404)
    return _form(forms.form_of(site), site)


@blueprint.post("/<int:number>/change")
def send_change(number: int) -> AnyResponse:
    """Changes it, unless somebody else did since the form was opened."""
    with parts().store.reading() as store:
        site = _found(store, number)
    stage = forms.stage_of(site, today())
    if stage == "withdrawn":
        abort(404)
    form = forms.read_form(request.form, site, stage)
    form, draft = forms.checked(form, site, stage, today())
    if draft is None:
        return make_response(_form(form, site), 422)
    try:
        with parts().store.writing() as store:
            version = request.form.get("version", type=int) or 0
            stands = _found(store, number)
            sites.change(store, stands, draft, version=version, by=me().id, form_key=_form_key())
    except sites.ChangedMeanwhile:
        return make_response(_form(form, site, changed=True), 409)
    return _done("site_changed", number)


@blueprint.post("/<int:number>/withdraw")
def withdraw(number: int) -> AnyResponse:
    """Takes back a site that has not begun. Again changes nothing."""
    with parts().store.writing() as store:
        site = _found(store, number)
        if forms.stage_of(site, today()) not in ("planned", "withdrawn"):
            abort(409)
        sites.withdraw(store, site, by=me().id)
    return _done("site_withdrawn", number)


@blueprint.get("/<int:number>/pack/<int:fortnight>")
def pack(number: int, fortnight: int) -> str:
    """The board's pack of one fortnight of the site."""
    return _pack(number, fortnight)


def _pack(number: int, fortnight: int, refused: str | None = None) -> str:
    moment = now()
    with parts().store.reading() as store:
        site = _found(store, number)
        made = packs.made(store, site, fortnight, moment, parts().settings) or abort(404)
        asked = sites.open_questions(store, site)
    return render_template(
        "staff/sites/pack.html", say=words("sites"), site=site, fortnight=fortnight, made=made, asked=asked,
        longest=forms.LONGEST_QUESTION, key=nonce(None), problem=refused is not None, typed=refused or "",
        decisions=packs.decisions(),
    )  # fmt: skip


@blueprint.get("/<int:number>/pack/<int:fortnight>.pdf")
def pack_on_paper(number: int, fortnight: int) -> Response:
    """The same as a PDF."""
    moment = now()
    with parts().store.reading() as store:
        site = _found(store, number)
        made = packs.made(store, site, fortnight, moment, parts().settings) or abort(404)
        written = packs.on_paper(store, made, moment, parts().settings)
    return pdf_saved(written, f"{site.slug}-{fortnight}.pdf")


@blueprint.post("/<int:number>/questions")
def ask(number: int) -> AnyResponse:
    """Adds an open question; the same form again adds none."""
    asked = request.form.get("question", "").strip()
    fortnight = request.form.get("fortnight", 1, type=int)
    with parts().store.writing() as store:
        site = _found(store, number)
        good = 1 <= len(asked) <= forms.LONGEST_QUESTION
        if good:
            sites.ask(store, site, asked, by=me().id, form_key=_form_key())
    if not good:
        return make_response(_pack(number, fortnight, refused=asked), 422)
    return _to_questions("question_asked", number, fortnight)


@blueprint.post("/<int:number>/questions/<int:question>/settle")
def settle(number: int, question: int) -> AnyResponse:
    """Closes a question. Again changes nothing."""
    with parts().store.writing() as store:
        sites.settle(store, _found(store, number), question)
    return _to_questions("question_settled", number, request.form.get("fortnight", 1, type=int))


def _found(store: Transaction, number: int) -> Site:
    return sites.one(store, number) or abort(404)


def _form_key() -> str | None:
    given = request.form.get("nonce")
    values = (
        f"{name}={value}" for name, value in sorted(request.form.items(multi=True)) if name != "csrf_token"
    )
    return nonce_of(given, *values) if given else None


def _form(form: SiteForm, site: Site | None, *, changed: bool = False) -> str:
    stage = forms.stage_of(site, today()) if site else "new"
    return render_template(
        "staff/sites/form.html", say=words("sites"), form=form, site=site, stage=stage, changed=changed,
        key=nonce(request.form.get("nonce")), channels=list(Channel), teams=list(Team), label=label,
        stands=forms.form_of(site) if site else None,
    )  # fmt: skip


def _done(what: str, number: int) -> AnyResponse:
    flash(what)
    return redirect(url_for("sites.one", number=number), 303)


def _to_questions(what: str, number: int, fortnight: int) -> AnyResponse:
    flash(what)
    return redirect(url_for("sites.pack", number=number, fortnight=fortnight, _anchor="questions"), 303)
