from digest.model.place import Commits, ForgePlace, GitPlace, Proposals, Signing
from digest.settings.schema import Settings
from tests.settings.test_load import flaws, read  # noqa: F401 - a fixture

KEY = "a-token-of-a-forge"
GIT = '[sources.b]\nurl = "https://bot@git.northbeam.example/docs/book.git"\n'


def place(settings: Settings) -> GitPlace:
    found = settings.sources["b"].place
    assert isinstance(found, GitPlace)
    return found


def test_replies_may_be_proposed_on_branches(read):  # noqa: F811
    settings = read("", f'{GIT}write_back = "branch"\nrequests = "rolling"')

    assert settings.sources["b"].policy.write_back
    assert place(settings).proposals == Proposals(always=True, rolling=True)


def test_a_forge_is_found_beside_its_repository(read):  # noqa: F811
    settings = read("", f'{GIT}forge = "gitlab"', DIGEST_SOURCE_B_TOKEN=KEY)

    api = "https://git.northbeam.example/api/v4"
    assert place(settings).proposals.forge == ForgePlace("gitlab", api, "docs/book", KEY)
    assert KEY not in repr(settings)


def test_the_password_of_a_repository_opens_its_forge_too(read):  # noqa: F811
    url = '[sources.b]\nurl = "https://bot@github.com/northbeam/book"\nforge = "github"'
    settings = read("", url, DIGEST_SOURCE_B_PASSWORD=KEY)

    forge = place(settings).proposals.forge
    assert forge == ForgePlace("github", "https://api.github.com", "northbeam/book", KEY)


def test_a_forge_is_known_from_an_address_of_ssh(read):  # noqa: F811
    url = '[sources.b]\nurl = "git@code.northbeam.example:docs/book.git"\n'
    settings = read("", f'{url}forge = "gitea"\ntoken_command = ["pass", "show", "book"]')

    forge = place(settings).proposals.forge
    assert forge
    assert forge.api == "https://code.northbeam.example/api/v1"
    assert forge.token_command == ("pass", "show", "book")


def test_commits_are_made_as_the_settings_say(read, tmp_path):  # noqa: F811
    told = 'sign_off = true\nskip_ci = true\nsigning_key = "key"\npublic = true\n'
    settings = read("", f'{GIT}{told}no_reply = "{{handle}}@users.noreply.northbeam.example"')

    assert place(settings).commits == Commits(
        sign_off=True,
        skip_ci=True,
        signing=Signing("ssh", str(tmp_path / "key")),
        no_reply="{handle}@users.noreply.northbeam.example",
        public=True,
    )
    assert settings.sources["b"].policy.public


def test_a_folder_has_no_branches(read):  # noqa: F811
    told = flaws(read, "", '[sources.b]\npath = "b"\nwrite_back = "branch"\nforge = "gitea"')

    assert told[:2] == [
        "sources.b.forge: is for git repositories (leave it out, or give url)",
        'sources.b.write_back: a folder has no branches (write "on" or "off")',
    ]


def test_what_a_forge_lacks_is_told(read):  # noqa: F811
    told = flaws(read, "", f'{GIT}forge = "gitea"\nforge_url = "http://git.example/api"')
    assert "is not https" in told[0]
    assert "needs a token" in told[1]


def test_a_token_without_a_forge_is_told(read):  # noqa: F811
    (told,) = flaws(read, "", f'{GIT}token_command = ["pass"]')
    assert "needs forge" in told


def test_an_address_that_is_the_same_for_all_is_refused(read):  # noqa: F811
    (told,) = flaws(read, "", f'{GIT}no_reply = "noreply@northbeam.example"')
    assert "has no {handle}" in told
