"""Drives the sandbox's Graph API with Meta's own SDK (facebook_business 26.0.3).

usage: graph_sdk.py URL

Prints one line per check; exits 0 when all pass, 1 at the first that does not.
"""

import base64
import json
import struct
import sys
import tempfile
import urllib.request
import zlib

from facebook_business.adobjects.ad import Ad
from facebook_business.adobjects.adaccount import AdAccount
from facebook_business.adobjects.adcreative import AdCreative
from facebook_business.adobjects.adreportrun import AdReportRun
from facebook_business.adobjects.adset import AdSet
from facebook_business.adobjects.campaign import Campaign
from facebook_business.adobjects.user import User
from facebook_business.api import FacebookAdsApi
from facebook_business.exceptions import FacebookRequestError
from facebook_business.session import FacebookSession

URL = sys.argv[1].rstrip("/")
ACCOUNT = "act_1001"
PIXEL = "770000000001001"


def check(name, passed, seen=None):
    print(("ok   " if passed else "FAIL ") + name + ("" if passed else f": {seen!r}"), flush=True)
    if not passed:
        sys.exit(1)


def refused(name, call, code, subcode=None):
    try:
        result = call()
    except FacebookRequestError as error:
        seen = (error.api_error_code(), error.api_error_subcode())
        check(name, seen[0] == code and (subcode is None or seen[1] == subcode), seen)
        return error
    check(name, False, result)


def control(page, **values):
    request = urllib.request.Request(f"{URL}/_sandbox/{page}", json.dumps(values).encode(), method="POST")
    with urllib.request.urlopen(request) as answer:
        return json.load(answer)


def png(width, height):
    def chunk(kind, data):
        body = kind + data
        return struct.pack(">I", len(data)) + body + struct.pack(">I", zlib.crc32(body))

    rows = b"".join(b"\0" + bytes([200, 90, 40] * width) for _ in range(height))
    header = struct.pack(">IIBBBBB", width, height, 8, 2, 0, 0, 0)
    return b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", header) + chunk(b"IDAT", zlib.compress(rows)) + chunk(b"IEND", b"")


FacebookSession.GRAPH = URL
FacebookAdsApi.init("880000000000001", "sandbox-secret", "sandbox-token", crash_log=False)
account = AdAccount(ACCOUNT)

# Reading

me = User("me").api_get(fields=["id", "name"])
check("me has an id", bool(me["id"]), me)
accounts = [item["id"] for item in User("me").get_ad_accounts(fields=["name"])]
check("me lists the three accounts", accounts == ["act_1001", "act_1002", "act_1003"], accounts)
node = account.api_get(fields=["currency", "timezone_name", "timezone_offset_hours_utc", "min_daily_budget",
                               "account_status", "amount_spent", "spend_cap"])
check("the account is in dollars, in New York", (node["currency"], node["timezone_name"]) == ("USD", "America/New_York"),
      node)
check("the account is active", node["account_status"] == 1, node)

fields = ["name", "objective", "status", "effective_status", "daily_budget", "bid_strategy", "advantage_state_info",
          "created_time", "updated_time"]
campaigns = account.get_campaigns(fields=fields)
check("the cursor knows the total", campaigns.total() == 5, campaigns.total())
names = [item["name"] for item in campaigns]
check("archived campaigns are not listed", len(names) == 5 and not any("Spring" in name for name in names), names)
archived = [item["name"] for item in account.get_campaigns(fields=["name"], params={"effective_status": ["ARCHIVED"]})]
check("archived campaigns are listed when asked for", archived == ["Spring pressing 2026"], archived)
advantage = next(item for item in account.get_campaigns(fields=fields) if item["name"].startswith("Advantage+"))
check("the Advantage+ state is derived",
      advantage["advantage_state_info"]["advantage_state"] == "ADVANTAGE_PLUS_SALES", advantage)
check("times carry the account's offset", advantage["created_time"][-5:] in ("-0400", "-0500"), advantage)

whole = [item["id"] for item in account.get_ads(fields=["name"], params={"limit": 500})]
paged = [item["id"] for item in account.get_ads(fields=["name"], params={"limit": 7})]
check("pages of seven give the same ads as one page", whole == paged and len(whole) == len(set(whole)) > 20,
      (len(whole), len(paged)))
filtered = [item["name"] for item in account.get_ads(fields=["name"], params={
    "filtering": [{"field": "name", "operator": "CONTAIN", "value": "Static Garden"}]})]
check("filtering by name", len(filtered) == 3 and all("Static Garden" in name for name in filtered), filtered)
ad_set = next(iter(account.get_ad_sets(fields=["name", "learning_stage_info", "promoted_object", "targeting",
                                               "daily_budget", "campaign_id", "attribution_spec"])))
check("learning stage", ad_set["learning_stage_info"]["status"] in ("LEARNING", "SUCCESS", "FAIL"), ad_set)
check("promoted object", ad_set["promoted_object"]["pixel_id"] == PIXEL, ad_set)
ad = Ad(whole[0]).api_get(fields=["name", "creative{id,name,object_story_spec}", "adset{name,campaign{name}}"])
check("nested fields", "page_id" in ad["creative"]["object_story_spec"] and ad["adset"]["campaign"]["name"], ad)
several = FacebookAdsApi.get_default_api().call("GET", ("",), params={"ids": ",".join(whole[:2]), "fields": "name"})
check("several ids at once", sorted(several.json()) == sorted(whole[:2]), several.json())
minimum = FacebookAdsApi.get_default_api().call("GET", (ACCOUNT, "minimum_budgets")).json()["data"][0]
check("minimum budgets", minimum["currency"] == "USD" and minimum["min_daily_budget_imp"] == 100, minimum)
check("audiences", len(account.get_custom_audiences(fields=["name"], params={"limit": 100})) == 13)
check("pixels", account.get_ads_pixels(fields=["name"])[0]["id"] == PIXEL)

# Insights

rows = list(account.get_insights(
    fields=["ad_id", "ad_name", "campaign_id", "spend", "impressions", "reach", "clicks", "inline_link_clicks", "ctr",
            "cpm", "actions", "action_values", "purchase_roas", "cost_per_action_type"],
    params={"level": "ad", "time_increment": 1, "date_preset": "last_14d", "limit": 100}))
check("two weeks of daily rows", len({row["date_start"] for row in rows}) == 14 and len(rows) > 150, len(rows))
check("values are strings", all(isinstance(row[key], str) for row in rows for key in ("spend", "impressions", "clicks")))
for row in rows:
    counts = {item["action_type"]: item["value"] for item in row.get("actions", [])}
    same = {counts.get(kind) for kind in ("omni_purchase", "purchase", "offsite_conversion.fb_pixel_purchase")}
    if len(same) != 1:
        check("overlapping purchase types count the same", False, row)
check("overlapping purchase types count the same", any("purchase" in str(row.get("actions")) for row in rows))
total = account.get_insights(fields=["spend", "impressions"], params={"date_preset": "last_14d"})[0]
cents = sum(round(float(row["spend"]) * 100) for row in rows)
check("ad rows add up to the account", cents == round(float(total["spend"]) * 100), (cents, total["spend"]))
hourly = account.get_insights(fields=["spend"], params={
    "level": "campaign", "time_range": {"since": rows[-1]["date_stop"], "until": rows[-1]["date_stop"]},
    "breakdowns": ["hourly_stats_aggregated_by_advertiser_time_zone"], "limit": 200})
hours = {row["hourly_stats_aggregated_by_advertiser_time_zone"] for row in hourly}
check("hourly rows", "13:00:00 - 13:59:59" in hours and 20 <= len(hours) <= 24, hours)
parts = list(account.get_insights(fields=["spend", "impressions"], params={
    "date_preset": "last_14d", "breakdowns": ["age", "gender"], "limit": 50}))
check("age and gender add up", sum(int(row["impressions"]) for row in parts) == int(total["impressions"]), len(parts))

run = account.get_insights(fields=["ad_id", "spend"], is_async=True, params={
    "level": "ad", "time_increment": 1, "date_preset": "last_14d"})
states = []
for _ in range(8):
    run = AdReportRun(run["report_run_id"] if "report_run_id" in run else run["id"]).api_get()
    states.append((run["async_status"], run["async_percent_completion"]))
    if run["async_status"] == "Job Completed":
        break
check("an asynchronous report gets ready", states[0][1] == 0 and states[-1] == ("Job Completed", 100), states)
async_rows = list(run.get_insights(params={"limit": 60}))
check("an asynchronous report has the same rows", len(async_rows) == len(rows), (len(async_rows), len(rows)))

# Writing

draft = {"name": "SDK learning [dean:00c0ffee]", "objective": "OUTCOME_SALES", "status": "PAUSED",
         "special_ad_categories": [], "is_adset_budget_sharing_enabled": False}
dry = FacebookAdsApi.get_default_api().call("POST", (ACCOUNT, "campaigns"), params=dict(
    draft, execution_options=["validate_only"])).json()
check("validate_only says success and no id", dry == {"success": True}, dry)
tagged = {"filtering": [{"field": "name", "operator": "CONTAIN", "value": "[dean:00c0ffee]"}]}
check("validate_only made nothing", len(account.get_campaigns(fields=["name"], params=tagged)) == 0)
campaign = account.create_campaign(params=draft)
found = account.get_campaigns(fields=["name"], params=tagged)
check("a campaign is found by its tag", len(found) == 1 and found[0]["id"] == campaign["id"], found)
targeting = {"geo_locations": {"countries": ["US"]}, "targeting_automation": {"advantage_audience": 1}}
set_draft = {"name": "SDK set", "campaign_id": campaign["id"], "daily_budget": 500, "billing_event": "IMPRESSIONS",
             "optimization_goal": "OFFSITE_CONVERSIONS", "targeting": targeting, "status": "PAUSED",
             "promoted_object": {"pixel_id": PIXEL, "custom_event_type": "PURCHASE"}}
made = account.create_ad_set(params=set_draft)
check("an ad set has its budget", AdSet(made["id"]).api_get(fields=["daily_budget"])["daily_budget"] == "500")

with tempfile.NamedTemporaryFile(suffix=".png") as file:
    file.write(png(108, 135))
    file.flush()
    image = account.create_ad_image(params={"filename": file.name})
check("an image is uploaded as a file", len(image["hash"]) == 32, image)
again = FacebookAdsApi.get_default_api().call("POST", (ACCOUNT, "adimages"), params={
    "bytes": base64.b64encode(png(108, 135)).decode()}).json()["images"]["bytes"]
check("the same image as base64 has the same hash", again["hash"] == image["hash"], again)
check("images are listed with their size", account.get_ad_images(fields=["hash", "width", "height"])[0]["height"] == 135)
creative = account.create_ad_creative(params={"name": "SDK creative", "object_story_spec": {
    "page_id": "110000000000001",
    "link_data": {"link": "https://northwind.example", "message": "Hear it", "image_hash": image["hash"]}}})
new_ad = account.create_ad(params={"name": "SDK ad", "adset_id": made["id"], "status": "PAUSED",
                                   "creative": {"creative_id": creative["id"]}})
seen = Ad(new_ad["id"]).api_get(fields=["status", "effective_status", "creative{image_hash}"])
check("an ad is made paused with its creative", seen["status"] == "PAUSED"
      and seen["creative"]["image_hash"] == image["hash"], seen)

Campaign(campaign["id"]).api_update(params={"name": "SDK renamed"})
check("a campaign is renamed", Campaign(campaign["id"]).api_get(fields=["name"])["name"] == "SDK renamed")
copy = AdSet(made["id"]).create_copy(params={"deep_copy": True, "status_option": "PAUSED", "rename_options": {
    "rename_strategy": "ONLY_TOP_LEVEL_RENAME", "rename_suffix": " [dean:00c0ffef]"}})
copied = AdSet(copy["copied_adset_id"]).api_get(fields=["name", "status", "ads{name}"])
check("a deep copy has the name and the ad", copied["name"] == "SDK set [dean:00c0ffef]"
      and len(copied["ads"]) == 1 and copied["status"] == "PAUSED", copied)
check("a copy says what it copied", {item["ad_object_type"] for item in copy["ad_object_ids"]} == {"ad_set", "ad"}, copy)

# Errors

refused("an unknown id", lambda: Campaign("123").api_get(fields=["name"]), 100, 33)
refused("an unknown field", lambda: Campaign(campaign["id"]).api_get(fields=["nme"]), 100)
refused("a budget on both levels", lambda: account.create_ad_set(
    params=dict(set_draft, campaign_id=advantage["id"])), 100, 1885621)
error = refused("a budget that is too low", lambda: AdSet(made["id"]).api_update(params={"daily_budget": 10}), 100, 1885272)
check("an error tells people what is wrong", "at least" in error.body()["error"]["error_user_msg"], error.body())
refused("no special_ad_categories", lambda: account.create_campaign(
    params={key: value for key, value in draft.items() if key != "special_ad_categories"}), 100)
refused("sharing not said", lambda: account.create_campaign(
    params={key: value for key, value in draft.items() if key != "is_adset_budget_sharing_enabled"}), 100)
refused("sharing without a bid strategy", lambda: account.create_campaign(
    params=dict(draft, is_adset_budget_sharing_enabled=True)), 100, 4834005)
refused("the old Advantage+ type", lambda: account.create_campaign(
    params=dict(draft, smart_promotion_type="AUTOMATED_SHOPPING_ADS")), 100)
refused("an invalid enum", lambda: Campaign(campaign["id"]).api_update(params={"status": "RUNNING"}), 100)
refused("EU targeting without a beneficiary", lambda: account.create_ad_set(params=dict(
    set_draft, targeting=dict(targeting, geo_locations={"countries": ["DE"]}))), 100, 3858079)
spring = account.get_campaigns(params={"effective_status": ["ARCHIVED"]})[0]
refused("an archived campaign is not changed", lambda: Campaign(spring["id"]).api_update(params={"status": "ACTIVE"}),
        100, 1885088)
for budget in (600, 700, 800, 900):
    AdSet(made["id"]).api_update(params={"daily_budget": budget})
refused("the fifth budget change within an hour", lambda: AdSet(made["id"]).api_update(params={"daily_budget": 1000}),
        613, 1487632)
control("clock", advance_hours=2)
AdSet(made["id"]).api_update(params={"daily_budget": 1000})
check("and an hour later it is taken", AdSet(made["id"]).api_get(fields=["daily_budget"])["daily_budget"] == "1000")
try:
    FacebookAdsApi.init("880000000000001", "sandbox-secret", "sandbox-token", api_version="v24.0", crash_log=False)
    refused("an old version", lambda: AdAccount(ACCOUNT).api_get(fields=["name"]), 2635)
    FacebookAdsApi.init("880000000000001", "sandbox-secret", "wrong", crash_log=False)
    refused("a wrong token", lambda: AdAccount(ACCOUNT).api_get(fields=["name"]), 190)
    FacebookAdsApi.init("880000000000001", "wrong", "sandbox-token", crash_log=False)
    refused("a wrong proof", lambda: AdAccount(ACCOUNT).api_get(fields=["name"]), 100)
finally:
    FacebookAdsApi.init("880000000000001", "sandbox-secret", "sandbox-token", crash_log=False)
control("faults", kind="throttled", times=1)
error = refused("an injected throttle", lambda: AdAccount(ACCOUNT).api_get(fields=["name"]), 17)
check("a throttle shows in the headers", json.loads(error.http_headers()["X-App-Usage"])["call_count"] == 100)

# Batch

answers, failures = [], []
batch = FacebookAdsApi.get_default_api().new_batch()
for item in whole[:3]:
    Ad(item).api_get(fields=["name"], batch=batch, success=lambda answer: answers.append(answer.json()))
AdSet(made["id"]).api_update(params={"status": "ACTIVE"}, batch=batch,
                             success=lambda answer: answers.append(answer.json()))
Ad("123").api_get(fields=["name"], batch=batch, failure=lambda answer: failures.append(answer.error()))
batch.execute()
check("a batch answers each call", len(answers) == 4 and len(failures) == 1, (answers, failures))
check("a batch's failure has its code", failures[0].api_error_subcode() == 33, failures)

Campaign(campaign["id"]).api_delete()
gone = Campaign(campaign["id"]).api_get(fields=["effective_status"])
check("a deleted campaign says so", gone["effective_status"] == "DELETED", gone)
