"""Materials of a meeting: the team's pages, and what readers open."""

from tests.support.page import EDITION, MANAGE, Page, Who

MATERIALS = f"{MANAGE}/materials"
MATERIAL = f"{MATERIALS}/{{material}}"
PAGES = (
    Page(f"{EDITION}/materials"),
    Page("/{lang}/my/materials", Who.PARTICIPANT),
    Page("/{lang}/my/materials", Who.WAITING),
    Page(MATERIALS, Who.ORGANISER),
    Page(f"{MATERIALS}?show=missing", Who.STAFF),
    Page(f"{MATERIALS}?search=nirgends", Who.ORGANISER),
    Page("/{lang}/manage/erst-spaeter/materials", Who.ADMIN),
    Page(f"{MATERIALS}/upload", Who.ORGANISER),
    Page(f"{MATERIALS}/upload", Who.ORGANISER, sends={"url": "kein Link"}),
    Page(MATERIAL, Who.ORGANISER),
    Page(f"{MATERIALS}/{{paper}}", Who.STAFF),
    Page(f"{MATERIAL}/publication", Who.ORGANISER),
    Page(f"{MATERIAL}/publication", Who.ORGANISER, sends={}),
    Page(f"{MATERIALS}/{{paper}}/publication/removal", Who.ORGANISER),
    Page(f"{MATERIAL}/removal", Who.ORGANISER),
    Page(f"{MATERIALS}/items/{{material_item}}/waiver", Who.STAFF),
    Page(f"{MATERIALS}/items/{{material_item}}/waiver/removal", Who.ORGANISER),
)
NO_PAGES = frozenset(
    {
        *("materials.new_file", "materials.file_part", "materials.file_progress"),
        *("materials.file", "materials.my_file", "materials.team_file"),
    }
)
ROLES = """
GET  /{lang}/{edition}/materials                                            200 200 200 200 200 200 200 200 200
GET  /{lang}/{edition}/materials/{paper}                                    200 200 200 200 200 200 200 200 404
GET  /{lang}/my/materials                                                   302 200 302 302 302 302 302 302   -
GET  /{lang}/my/materials/{paper}                                           302 200 302 302 302 302 302 302   -
GET  /{lang}/manage/{edition}/materials                                     302 302 200 200 404 200 302 302 200
GET  /{lang}/manage/{edition}/materials/upload                              302 302 200 200 404 200 302 302 200
POST /{lang}/manage/{edition}/materials/upload                              302 302 200 200 404 200 302 302 200
POST /{lang}/manage/{edition}/materials/files                               302 302 400 400 404 400 302 302 400
GET  /{lang}/manage/{edition}/materials/files/{arriving}                    302 302 404 200 404 404 302 302 404
POST /{lang}/manage/{edition}/materials/files/{arriving}/0                  302 302 400 400 404 400 302 302 400
GET  /{lang}/manage/{edition}/materials/{material}                          302 302 200 200 404 200 302 302 404
POST /{lang}/manage/{edition}/materials/{material}                          302 302 200 200 404 200 302 302 404
GET  /{lang}/manage/{edition}/materials/{material}/file                     302 302 200 200 404 200 302 302 404
GET  /{lang}/manage/{edition}/materials/{material}/publication              302 302 403 200 404 200 302 302 404
POST /{lang}/manage/{edition}/materials/{material}/publication              302 302 403 200 404 200 302 302 404
GET  /{lang}/manage/{edition}/materials/{material}/publication/removal      302 302 403 200 404 200 302 302 404
POST /{lang}/manage/{edition}/materials/{material}/publication/removal      302 302 403 200 404 200 302 302 404
GET  /{lang}/manage/{edition}/materials/{material}/removal                  302 302 200 200 404 200 302 302 404
POST /{lang}/manage/{edition}/materials/{material}/removal                  302 302 200 200 404 200 302 302 404
GET  /{lang}/manage/{edition}/materials/items/{material_item}/waiver        302 302 200 200 404 200 302 302 404
POST /{lang}/manage/{edition}/materials/items/{material_item}/waiver        302 302 200 200 404 200 302 302 404
GET  /{lang}/manage/{edition}/materials/items/{material_item}/waiver/removal 302 302 200 200 404 200 302 302 404
POST /{lang}/manage/{edition}/materials/items/{material_item}/waiver/removal 302 302 200 200 404 200 302 302 404
"""
