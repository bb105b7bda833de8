"""Materials on the page of somebody on the programme, releases on paper, and reminders."""

from tests.support.page import MANAGE, Page, Who

OWN = "/{lang}/my/contribution/materials"
PAGES = (
    Page(OWN, Who.PARTICIPANT),
    Page(OWN, status=401),
    Page(f"{OWN}/{{material_item}}/upload", Who.PARTICIPANT),
    Page(f"{OWN}/{{material_item}}/upload", Who.PARTICIPANT, sends={"kind": "slides", "url": "nowhere"}),
    Page(f"{OWN}/{{own_material}}/release", Who.PARTICIPANT),
    Page(f"{OWN}/{{own_material}}/release", Who.PARTICIPANT, sends={"answer": ""}),
    Page(f"{OWN}/{{own_material}}/removal", Who.PARTICIPANT),
    Page(f"{OWN}/{{material_item}}/waiver", Who.PARTICIPANT),
    Page(f"{OWN}/{{material_item}}/waiver/removal", Who.PARTICIPANT),
    Page(f"{MANAGE}/materials/remind", Who.ORGANISER),
    Page(f"{MANAGE}/materials/{{own_material}}/paper/{{releasing}}", Who.ORGANISER),
)
NO_PAGES = frozenset({"materials.own_file", "materials.own_file_progress"})
ROLES = """
GET  /{lang}/my/contribution/materials                                      401 200 401 401 401 401 200 401   -
GET  /{lang}/my/contribution/materials/{material_item}/upload               401 200 401 401 401 401 200 401   -
POST /{lang}/my/contribution/materials/{material_item}/upload               401 200 401 401 401 401 200 401   -
POST /{lang}/my/contribution/materials/files                                401 400 401 401 401 401 400 401   -
POST /{lang}/my/contribution/materials/files/{own_material}/0               401 400 401 401 401 401 400 401   -
GET  /{lang}/my/contribution/materials/files/{own_material}                 401 404 401 401 401 401 404 401   -
GET  /{lang}/my/contribution/materials/{own_material}/file                  401 404 401 401 401 401 404 401   -
GET  /{lang}/my/contribution/materials/{own_material}/release               401 200 401 401 401 401 200 401   -
POST /{lang}/my/contribution/materials/{own_material}/release               401 200 401 401 401 401 200 401   -
GET  /{lang}/my/contribution/materials/{own_material}/removal               401 200 401 401 401 401 200 401   -
POST /{lang}/my/contribution/materials/{own_material}/removal               401 200 401 401 401 401 200 401   -
GET  /{lang}/my/contribution/materials/{material_item}/waiver               401 200 401 401 401 401 200 401   -
POST /{lang}/my/contribution/materials/{material_item}/waiver               401 200 401 401 401 401 200 401   -
GET  /{lang}/my/contribution/materials/{material_item}/waiver/removal       401 200 401 401 401 401 200 401   -
POST /{lang}/my/contribution/materials/{material_item}/waiver/removal       401 200 401 401 401 401 200 401   -
GET  /{lang}/manage/{edition}/materials/remind                              302 302 403 200 404 200 302 302 200
POST /{lang}/manage/{edition}/materials/remind                              302 302 403 200 404 200 302 302 200
GET  /{lang}/manage/{edition}/materials/{own_material}/paper/{releasing}    302 302 403 200 404 200 302 302 404
POST /{lang}/manage/{edition}/materials/{own_material}/paper/{releasing}    302 302 403 200 404 200 302 302 404
"""
