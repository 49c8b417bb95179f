"""Which roles may use each desk address; an address that is missing here is a fault.

The letters are n nobody, r a reader with an account, s staff without a role, E Editor, P Publisher,
A Administrator. The first word is for GET, the second for POST; a dash is nobody.
"""

from __future__ import annotations

from guide.models.snapshot import MODELS

ALL, STAFF = "nrsEPA", "sEPA"
ITEM = {"changelist": "EP EP", "add": "EP EP", "change": "EP EP", "delete": "EP EP", "history": "EP EP"}
ITEM |= {"redirect": f"{STAFF} {STAFF}"}
AROUND = {"presence": "- EP", "backlinks": "EP -", "add_preview": "EP EP", "change_preview": "EP EP"}
LOOKED_AT = ITEM | {"add": "- -", "change": "EP -", "delete": "- -"}
OWN = {
    "index": f"{STAFF} {STAFF}",
    "login": f"{ALL} {ALL}",
    "logout": f"nr {ALL}",
    # Closed, as no email can be sent here.
    "admin_password_reset": "- -",
    "password_reset_done": "- -",
    "password_reset_confirm": "- -",
    "password_reset_complete": "- -",
    "password_change": f"{STAFF} {STAFF}",
    "password_change_done": f"{STAFF} -",
    "autocomplete": "- -",  # it answers only for a field that the user may edit
    "jsi18n": f"{STAFF} -",
    "view_on_site": f"{STAFF} {STAFF}",
    "app_list": "EP EP",
    "catch_all": "- -",
    "help": f"{STAFF} -",
    "second_factor": f"{STAFF} {STAFF}",
    "text_preview": "- EP",
    "link_targets": "EP -",
    "edit_item": "EP -",
    "checks": "EP -",
    "reviews": "EP -",
    "import_export": "EP EP",
    "content_export": "EP -",
    "import": "EP EP",
    "audit_log": "EPA -",
    "audit_log_export": "EPA -",
    "changes": "EP -",
    "redirects": "EP EP",
    "discard": "EP EP",
    "trash": "EP EP",
    "prescription_grid": "EP EP",
    "version": "EP EP",
    "comments": "EP -",
    "comment_add": "- EP",
    "comment_resolve": "- EP",
    "scheduled": "EP -",
    "cancel": "P P",
    "reschedule": "P P",
    "request": "P P",
    "restore": "P P",
    "guide_edition_publish": "P P",
    "guide_edition_restore": "P P",
    "guide_section_review": "EP EP",
    "guide_variation_review": "EP EP",
    "guide_limit_matrix": "EP EP",
    "guide_mistake_pose": "EP -",
    "guide_variation_pose": "EP -",
    "guide_prescription_preview": "EP -",
    "guide_previewlink_revoke": "EP EP",
    "guide_report_export": "EP -",
    "auth_user_password_change": "A A",
}
OF_MODEL = {f"guide_{model._meta.model_name}": ITEM | AROUND for model in MODELS}
OF_MODEL["guide_cover"] = ITEM | AROUND | {"add": "- -", "add_preview": "- -"}  # there is only one cover
OF_MODEL["guide_edition"] = LOOKED_AT
OF_MODEL["guide_previewlink"] = LOOKED_AT | {"add": "EP EP"}
OF_MODEL["guide_report"] = ITEM | {"add": "- -"}
OF_MODEL["auth_user"] = dict.fromkeys(ITEM, "A A") | {"delete": "- -", "redirect": f"{STAFF} {STAFF}"}
OF_MODEL["auth_group"] = dict.fromkeys(ITEM, "- -") | {"redirect": f"{STAFF} {STAFF}"}
FLAT = {f"{model}_{page}": who for model, pages in OF_MODEL.items() for page, who in pages.items()}
TABLE = OWN | FLAT
