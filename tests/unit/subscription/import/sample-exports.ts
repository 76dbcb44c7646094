/** Readers' exports as the services write them, by name of the file. */
export const sampleExports = {
  'subscribed_email_audience_export_8d1.csv': `"Email Address","First Name","Last Name",Address,"Phone Number",Birthday,MEMBER_RATING,OPTIN_TIME,OPTIN_IP,CONFIRM_TIME,CONFIRM_IP,LATITUDE,LONGITUDE,GMTOFF,DSTOFF,TIMEZONE,CC,REGION,LAST_CHANGED,LEID,EUID,NOTES,TAGS
ada@example.org,Ada,Lovelace,"1 Quay St  Galway",,,2,"2018-06-12 07:53:28",192.0.2.7,"2018-06-12 07:54:00",192.0.2.7,53.3,-9.0,0,1,Europe/London,IE,G,"2024-01-01 00:00:00",3e4f9b94,fa7ae01bbebc,,"""student"",""vip"""
`,
  'unsubscribed_email_audience_export_8d1.csv': `"Email Address","First Name",MEMBER_RATING,OPTIN_TIME,CONFIRM_TIME,UNSUB_TIME,UNSUB_CAMPAIGN_TITLE,UNSUB_CAMPAIGN_ID,UNSUB_REASON,UNSUB_REASON_OTHER,LEID,EUID,NOTES,TAGS
ada@example.org,Ada,2,"2018-06-12 07:53:28","2018-06-12 07:54:00","2020-01-02 03:04:05",News,1,NORMAL,,1,2,,
`,
  'cleaned_email_audience_export_8d1.csv': `"Email Address","First Name",MEMBER_RATING,OPTIN_TIME,CLEAN_TIME,CLEAN_CAMPAIGN_TITLE,CLEAN_CAMPAIGN_ID,LEID,EUID,NOTES,TAGS
ada@example.org,Ada,2,"2018-06-12 07:53:28","2020-01-02 03:04:05",News,1,1,2,,
`,
  'listmonk.csv': `uuid,email,name,attributes,status,created_at,updated_at
8f2a,ada@example.org,Ada,"{""city"": ""Galway""}",enabled,2021-03-04 05:06:07.89 +0000 UTC,2021-03-04 05:06:07.89 +0000 UTC
8f2b,bob@example.org,Bob,{},blocklisted,2021-03-04 05:06:07 +0000 UTC,2021-03-04 05:06:07 +0000 UTC
`,
  'members.2026-11-30.csv': `id,email,name,note,subscribed_to_emails,complimentary_plan,stripe_customer_id,created_at,deleted_at,labels,tiers\r
1,ada@example.org,Ada,"VIP, early backer",true,true,cus_1,2024-01-15T10:00:00.000Z,,,\r
2,bob@example.org,Bob,,false,false,,2024-01-15T10:00:00.000Z,,,\r
`,
  'email_list.tidelines.csv': `email,active_subscription,expiry,plan,email_disabled,created_at,first_payment_at
ada@example.org,false,,other,false,2026-07-01T00:00:00.000Z,
bob@example.org,true,2027-07-01T00:00:00.000Z,yearly,true,2026-06-01T00:00:00.000Z,2026-07-15T00:00:00.000Z
`,
  'buttondown.csv': `email_address,notes,metadata,tags,subscriber_type,creation_date,source,unsubscription_date,undeliverability_date
ada@example.org,,{},,regular,2023-01-27T11:43:55.123456+00:00,organic,,
bob@example.org,,{},,unsubscribed,2023-01-27T11:43:55+00:00,organic,2024-02-03T04:05:06+00:00,
cid@example.org,,{},,undeliverable,2023-01-27T11:43:55+00:00,organic,,2024-02-03T04:05:06+00:00
dee@example.org,,{},,unactivated,2023-01-27T11:43:55+00:00,organic,,
`,
  'kit.csv': `id,first_name,email_address,state,created_at,tags
209,Ada,ada@example.org,active,2023-01-27T11:43:55Z,VIP
210,Bob,bob@example.org,cancelled,2023-01-27 11:43:55 UTC,
211,Cid,cid@example.org,bounced,2023-01-27T11:43:55Z,
212,Dee,dee@example.org,complained,2023-01-27T11:43:55Z,
`,
  'beehiiv.csv': `id,email,status,created,subscription_tier,utm_source
sub_1,ada@example.org,active,1674819835,free,
sub_2,bob@example.org,inactive,1674819835,free,
sub_3,cid@example.org,pending,1674819835,premium,
`,
}
