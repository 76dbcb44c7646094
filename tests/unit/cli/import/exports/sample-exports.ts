import { aPng } from '../../../../builders.ts'

/** Files of an export by their paths, as its service packs them. */
export type ExportFiles = Record<string, string | Uint8Array>

const text = (value: string, format = 0) => ({
  detail: 0,
  format,
  mode: 'normal',
  style: '',
  text: value,
  type: 'extended-text',
  version: 1,
})
const paragraph = (...children: object[]) => ({
  children,
  direction: 'ltr',
  format: '',
  indent: 0,
  type: 'paragraph',
  version: 1,
})

const lexical = JSON.stringify({
  root: {
    children: [
      paragraph(
        text('The boats came home '),
        text('at six', 1),
        text(' and '),
        {
          children: [text('the lamps')],
          direction: 'ltr',
          format: '',
          indent: 0,
          type: 'link',
          version: 1,
          rel: null,
          target: null,
          title: null,
          url: '__GHOST_URL__/lamps/',
        },
        text(' were lit, said the '),
        text('harbour_log', 16),
        text('.'),
      ),
      {
        children: [text('What the keeper saw')],
        direction: 'ltr',
        format: '',
        indent: 0,
        type: 'extended-heading',
        version: 1,
        tag: 'h2',
      },
      {
        children: [
          { children: [text('rope')], type: 'listitem', value: 1, version: 1 },
          { children: [text('salt & tar')], type: 'listitem', value: 2, version: 1 },
        ],
        listType: 'bullet',
        start: 1,
        tag: 'ul',
        type: 'list',
        version: 1,
      },
      {
        type: 'image',
        version: 1,
        src: '__GHOST_URL__/content/images/2031/05/pier.png',
        width: 2,
        height: 2,
        title: '',
        alt: 'A pier',
        caption: '<span>The pier at <em>noon</em></span>',
        cardWidth: 'regular',
        href: '',
      },
      {
        type: 'callout',
        version: 1,
        calloutText: '<p>Mind the <strong>tide</strong>.</p>',
        calloutEmoji: '💡',
        backgroundColor: 'blue',
      },
      {
        type: 'bookmark',
        version: 1,
        url: 'https://example.org/tides',
        metadata: {
          icon: '',
          title: 'Tide tables',
          description: 'Every day of the year',
          author: 'The pilots',
          publisher: 'Harbour',
          thumbnail: '',
        },
        caption: '',
      },
      { type: 'codeblock', version: 1, code: 'const tide = high && low < 3', language: 'js', caption: '' },
      { type: 'paywall', version: 1 },
      {
        type: 'signup',
        version: 1,
        alignment: 'left',
        buttonText: 'Join us',
        header: 'Never miss a tide',
        subheader: '',
        disclaimer: 'No spam.',
      },
      {
        type: 'toggle',
        version: 1,
        heading: '<span>More</span>',
        content: '<p>Hidden <em>harbour</em> words.</p>',
      },
      { type: 'email', version: 1, html: '<p>Only subscribers read this line.</p>' },
      { type: 'markdown', version: 1, markdown: 'A *starred* word, and a [link](https://example.org/a_b).' },
      { type: 'sea-chart', version: 1, chartText: 'Depths in fathoms' },
    ],
    direction: 'ltr',
    format: '',
    indent: 0,
    type: 'root',
    version: 1,
  },
})

const mobiledoc = JSON.stringify({
  version: '0.3.1',
  ghostVersion: '4.0',
  atoms: [['soft-return', '', {}]],
  cards: [
    ['image', { src: '__GHOST_URL__/content/images/2031/05/pier.png', caption: 'Old <b>pier</b>', alt: '' }],
    [
      'gallery',
      {
        images: [{ fileName: 'a.png', row: 0, src: '__GHOST_URL__/content/images/2031/05/a.png' }],
        caption: 'Two lamps',
      },
    ],
    ['hr', {}],
    [
      'embed',
      {
        url: 'https://www.youtube.com/watch?v=abc',
        html: '<iframe src="https://www.youtube.com/embed/abc"></iframe>',
        type: 'video',
        metadata: { title: 'A film of lamps' },
      },
    ],
    [
      'email-cta',
      {
        alignment: 'left',
        buttonText: 'Buy rope',
        buttonUrl: 'https://example.org/rope',
        html: '<p>Rope for readers.</p>',
        showButton: true,
      },
    ],
  ],
  markups: [['strong'], ['a', ['href', 'https://example.org/lamp?a=1&b=2']], ['em']],
  sections: [
    [
      1,
      'p',
      [
        [0, [0], 1, 'Lamps'],
        [0, [], 0, ' are lit '],
        [1, [], 0, 0],
        [0, [1, 2], 2, 'every evening'],
      ],
    ],
    [10, 0],
    [1, 'h3', [[0, [], 0, 'Oil & wick']]],
    [3, 'ol', [[[0, [], 0, 'trim']], [[0, [], 0, 'light']]]],
    [10, 1],
    [10, 2],
    [10, 3],
    [10, 4],
    [1, 'aside', [[0, [], 0, 'An old saying of lamps.']]],
  ],
})

const ghostPost = (but: object) => ({
  uuid: 'b0b0b0b0-1111-4222-8333-444444444444',
  mobiledoc: null,
  lexical: null,
  html: null,
  plaintext: null,
  feature_image: null,
  featured: 0,
  type: 'post',
  status: 'published',
  locale: null,
  visibility: 'public',
  email_recipient_filter: 'all',
  created_at: '2031-05-01T08:00:00.000Z',
  updated_at: '2031-05-02T08:00:00.000Z',
  published_at: '2031-05-06T23:30:00.000Z',
  custom_excerpt: null,
  canonical_url: null,
  newsletter_id: null,
  ...but,
})

export const ghostJson = () =>
  JSON.stringify({
    db: [
      {
        meta: { exported_on: 1937000000000, version: '5.100.1' },
        data: {
          posts: [
            ghostPost({
              id: '1',
              title: 'The boats came home',
              slug: 'the-boats',
              lexical,
              html: '<p>The boats came home <strong>at six</strong> and the lamps were lit, said the harbour_log.</p><h2>What the keeper saw</h2><ul><li>rope</li><li>salt &amp; tar</li></ul><figcaption>The pier at noon</figcaption><p>💡 Mind the tide.</p><p>Tide tables Every day of the year</p><pre><code>const tide = high &amp;&amp; low &lt; 3</code></pre><h4>More</h4><p>Hidden harbour words.</p><p>A <em>starred</em> word, and a link.</p>',
              feature_image: '__GHOST_URL__/content/images/2031/05/pier.png',
              custom_excerpt: 'Twelve boats, and a rope.',
            }),
            ghostPost({
              id: '2',
              title: 'Lamps <em>&amp;</em> oil',
              slug: 'lamps',
              mobiledoc,
              visibility: 'paid',
              published_at: '2031-04-01T08:00:00.000Z',
            }),
            ghostPost({
              id: '3',
              title: 'A post that was only mailed',
              slug: 'mailed',
              status: 'sent',
              html: '<!--kg-card-begin: html--><p>Mail words.</p><!--kg-card-end: html--><!--members-only--><div class="kg-card kg-signup-card"><h2>Subscribe</h2></div><div class="kg-card kg-audio-card"><audio src="__GHOST_URL__/content/media/x.mp3"></audio><div class="kg-audio-title">Sounds</div><button>1×</button></div>',
              published_at: '2031-03-01T08:00:00.000Z',
            }),
            ghostPost({
              id: '4',
              title: 'Not yet',
              slug: 'not-yet',
              status: 'draft',
              html: '<p>Later.</p>',
              published_at: null,
            }),
            ghostPost({ id: '5', title: 'About', slug: 'about', type: 'page', html: '<p>Us.</p>' }),
          ],
          posts_meta: [{ id: 'm', post_id: '1', feature_image_alt: 'The pier, empty' }],
          tags: [
            { id: 't1', name: 'News' },
            { id: 't2', name: '#internal' },
          ],
          posts_tags: [
            { id: 'x', post_id: '1', tag_id: 't2', sort_order: 0 },
            { id: 'y', post_id: '1', tag_id: 't1', sort_order: 1 },
          ],
          users: [
            { id: 'u1', name: 'Lin An' },
            { id: 'u2', name: 'Ada Rope' },
          ],
          posts_authors: [
            { id: 'a', post_id: '1', author_id: 'u2', sort_order: 1 },
            { id: 'b', post_id: '1', author_id: 'u1', sort_order: 0 },
          ],
          members: [{ id: 'r', email: 'reader@example.org' }],
        },
      },
    ],
  })

export const ghostZip = (): ExportFiles => ({
  'ghost-2031.json': ghostJson(),
  'content/images/2031/05/pier.png': aPng(),
  'content/images/2031/05/a.png': 'this is no picture',
  '__MACOSX/._ghost.json': 'x',
})

const attrs = (value: object) => JSON.stringify(value).replaceAll('"', '&quot;')

export const substack = (): ExportFiles => ({
  'posts.csv':
    '\uFEFFpost_id,post_date,is_published,email_sent_at,inbox_sent_at,type,audience,title,subtitle,podcast_url\n' +
    '101.the-boats,2031-05-06T07:00:00.000Z,true,2031-05-06T07:00:10.000Z,,newsletter,everyone,"The boats, home","A rope, and ""lamps""",\n' +
    '102.lamps,2031-04-06T07:00:00.000Z,true,2031-04-06T07:00:10.000Z,,newsletter,only_paid,Lamps,,\n' +
    '103.draft,2031-06-01T07:00:00.000Z,false,,,newsletter,everyone,"A draft\nof two lines",,\n' +
    '104.what-do-you-think,2031-06-01T07:00:00.000Z,true,,,thread,everyone,What do you think?,,\n' +
    '105.gone,2031-06-01T07:00:00.000Z,true,,,newsletter,everyone,Gone,,\n' +
    '106.sounds,2031-06-02T07:00:00.000Z,true,,,podcast,everyone,Sounds,,https://api.substack.com/feed/podcast/1/x.mp3\n',
  'posts/101.the-boats.html': `<p>The boats came home<a class="footnote-anchor" data-component-name="FootnoteAnchorToDOM" id="footnote-anchor-1" href="#footnote-1" target="_self">1</a>, all <em>twelve</em>.</p><div class="subscription-widget-wrap-editor" data-attrs="${attrs({ url: 'https://tides.substack.com/subscribe?', text: 'Subscribe', language: 'en' })}" data-component-name="SubscribeWidgetToDOM"><div class="subscription-widget show-subscribe"><div class="preamble"><p class="cta-caption">Thanks for reading Tides! Subscribe for free.</p></div><form class="subscription-widget-subscribe"><input type="email" class="email-input" name="email" placeholder="Type your email…" tabindex="-1"><input type="submit" class="button primary" value="Subscribe"></form></div></div><div class="captioned-image-container"><figure><a class="image-link image2" target="_blank" href="https://substackcdn.com/image/fetch/f_auto/https%3A%2F%2Fsubstack-post-media.s3.amazonaws.com%2Fpublic%2Fimages%2Fabc_800x600.png"><div class="image2-inset"><picture><source type="image/webp" srcset="https://substackcdn.com/image/fetch/w_424/x.png 424w"><img src="https://substackcdn.com/image/fetch/w_1456/x.png" width="800" height="600" data-attrs="${attrs({ src: 'https://substack-post-media.s3.amazonaws.com/public/images/abc_800x600.png', height: 600, width: 800, alt: 'Boats' })}" alt="Boats" sizes="100vw"></picture><div class="image-link-expand"><button><svg><path d="M0"></path></svg></button></div></div></a><figcaption class="image-caption">Twelve of them</figcaption></figure></div><p class="button-wrapper" data-attrs="${attrs({ url: 'https://tides.substack.com/p/the-boats?action=share', text: 'Share' })}" data-component-name="ButtonCreateButton"><a class="button primary" href="https://tides.substack.com/p/the-boats?utm_source=substack&amp;action=share"><span>Share</span></a></p><p class="button-wrapper" data-attrs="{}"><a class="button primary" href="https://example.org/book"><span>Order the book</span></a></p><div class="poll-embed" data-attrs="${attrs({ id: 123 })}" data-component-name="PollToDOM"></div><div id="youtube2-abc" class="youtube-wrap" data-attrs="${attrs({ videoId: 'abc', startTime: null, endTime: null })}" data-component-name="Youtube2ToDOM"><div class="youtube-inner"><iframe src="https://www.youtube-nocookie.com/embed/abc?rel=0" frameborder="0"></iframe></div></div><div class="latex-rendered" data-attrs="${attrs({ persistentExpression: 'h = \\frac{1}{2} g t^2', id: 'X' })}" data-component-name="LatexBlockToDOM"></div><div class="tweet" data-attrs="${attrs({ url: 'https://twitter.com/h/status/1', full_text: 'Low water at six', username: 'harbour', name: 'The Harbour' })}" data-component-name="Twitter2ToDOM"></div><div class="digest-post-embed" data-attrs="${attrs({ title: 'The quiet pier', canonical_url: 'https://tides.substack.com/p/quiet' })}"></div><div class="paywall-jump" data-component-name="PaywallToDOM"></div><p>Behind the wall: <strong>salt</strong>.</p><div class="footnote" data-component-name="FootnoteToDOM"><a id="footnote-1" href="#footnote-anchor-1" class="footnote-number" contenteditable="false" target="_self">1</a><div class="footnote-content"><p>Thirteen, with the pilot.</p></div></div>`,
  'posts/102.lamps.html':
    '<h3 class="header-anchor-post">Oil<div class="pencraft"></div></h3><p>Lamps&nbsp;&amp; oil. H<sub>2</sub>O, caf&eacute;, 海水。</p><p></p><blockquote><p>“Lit.”</p></blockquote>',
  'posts/103.draft.html': '<p>Draft words.</p>',
  'posts/106.sounds.html': '<p>Listen.</p>',
  'posts/107.stray.html': '<p>Nobody lists me.</p>',
  'posts/101.delivers.csv': 'post_id,timestamp,email\n101,2031-05-06,reader@example.org\n',
  'posts/101.opens.csv': 'post_id,timestamp,email\n',
  'email_list.tides.csv':
    'email,active_subscription,expiry,plan,email_disabled,created_at\nreader@example.org,false,,free,false,2031-01-01\n',
})

export const buttondown = (): ExportFiles => ({
  'export/emails.csv':
    'id,secondary_id,subject,publish_date,source,slug\n' +
    'a1,1,Plain words,2031-05-02 16:55:00+00:00,app,plain-words\n' +
    'a2,2,"Fancy, words",2031-05-05 13:00:00+00:00,app,fancy-words\n' +
    'a3,3,Lost,2031-05-06 13:00:00+00:00,app,lost\n',
  'export/emails/plain-words.md':
    '<!-- buttondown-editor-mode: plaintext -->Hello {{ subscriber.metadata.first_name }},\n\nthe *tide* is [low](https://example.org/low_water).\n\n![A pier](images/pier.png)\n\nSnake_case_words stay, and so do 2 * 3 * 4.[^1]\n\n[^1]: A note with **bold** words.\n',
  'export/emails/fancy-words.md':
    '<!-- buttondown-editor-mode: fancy --><h2>Lorem ipsum</h2>\n<p>Consectetur <strong>adipiscing</strong> * not a list *.</p>\n\n    <p>Indented, and no code.</p>\n<script async src="https://platform.twitter.com/widgets.js"></script>',
  'export/emails/images/pier.png': aPng(),
  'export/subscribers.csv': 'email\nreader@example.org\n',
})

/** As Buttondown's own command line keeps them. */
export const buttondownFolder = (): ExportFiles => ({
  'emails/low-water.md':
    '---\nid: em_1\nsubject: "Low water: at six"\nemail_type: public\nstatus: sent\nslug: low-water\npublish_date: 2031-05-02T16:55:00.000Z\ndescription: When, and why.\n---\n\nAt six.\n',
  'emails/later.md': '---\nsubject: Later\nstatus: draft\nslug: later\n---\n\nNot yet.\n',
  'emails/few.md':
    '---\nsubject: For a few\nemail_type: premium\nstatus: sent\nslug: few\npublish_date: 2031-05-03\n---\n\nWords for a few.\n',
})

const mailchimpPage = (subject: string, body: string) => `<!doctype html>
<html xmlns="http://www.w3.org/1999/xhtml"><head><meta charset="UTF-8"><title>${subject}</title><style type="text/css">p{margin:10px 0}</style></head>
<body><!--*|IF:MC_PREVIEW_TEXT|*--><!--[if !gte mso 9]><!----><span class="mcnPreviewText" style="display:none; font-size:0px;">Short &amp; salty</span><!--<![endif]--><!--*|END:IF|*-->
<center><table id="bodyTable" role="presentation"><tbody><tr><td>
<table id="templatePreheader"><tr><td><a href="*|ARCHIVE|*" target="_blank">View this email in your browser</a></td></tr></table>
<table class="mcnTextBlock"><tbody><tr><td class="mcnTextContent"><h1>Hello *|FNAME|*</h1>
${body}
</td></tr></tbody></table>
<table class="mcnDataTable"><thead><tr><th>When</th><th>What</th></tr></thead><tbody><tr><td>six</td><td>low water</td></tr></tbody></table>
<img src="https://mcusercontent.com/0123456789abcdef/images/pier-in-the-morning-light.png" width="600" alt="The pier">
<img src="https://tides.us1.list-manage.com/track/open.php?u=1" height="1" width="1" alt="">
<table id="templateFooter"><tr><td><em>Copyright (C) *|CURRENT_YEAR|* *|LIST:COMPANY|*. All rights reserved.</em><br><a href="*|UNSUB|*">unsubscribe from this list</a></td></tr></table>
</td></tr></tbody></table></center></body></html>`

export const mailchimp = (): ExportFiles => ({
  'campaigns.csv':
    'Title,Subject,List,Send Date,Send Weekday,Total Recipients,Successful Deliveries,Unique Id\n' +
    '"Tides 1: boats","The boats, home",Tides,"May 06, 2031 07:00 am",Tuesday,120,118,aa11\n' +
    'Tides 2,,Tides,"Jun 06, 2031 07:00 am",Friday,120,118,bb22\n' +
    'Never,Never sent,Tides,,,0,0,cc33\n',
  'campaigns_content/1001_tides-1-boats.html': mailchimpPage(
    '*|MC:SUBJECT|*',
    '<p>The boats <strong>came</strong> home.<br>All twelve.</p><p><a href="https://example.org/a?b=1&amp;c=2">Read on</a></p>',
  ),
  'campaigns_content/1001_tides-1-boats.txt': 'The boats came home.',
  'campaigns_content/1002_tides-2.html': mailchimpPage('Tides two', '<p>Lamps.</p>'),
  'campaigns_content/1003_never.html': mailchimpPage('Never', '<p>Nothing.</p>'),
  'files/pier-in-the-morning-light.png': aPng(),
  'templates/basic.html': '<html><body>*|MC:SUBJECT|*</body></html>',
  'lists/tides/subscribed_members_export.csv': 'Email Address\nreader@example.org\n',
})

const item = (but: string, content: string, extra = '') => `<item>
  ${but}
  <dc:creator><![CDATA[lin]]></dc:creator>
  <description></description>
  <content:encoded><![CDATA[${content}]]></content:encoded>
  <excerpt:encoded><![CDATA[]]></excerpt:encoded>
  <wp:comment_status><![CDATA[open]]></wp:comment_status>
  ${extra}
</item>`

export const wxr = () => `<?xml version="1.0" encoding="UTF-8" ?>
<!-- This is a WordPress eXtended RSS file generated by WordPress as an export of your site. -->
<rss version="2.0" xmlns:excerpt="http://wordpress.org/export/1.2/excerpt/" xmlns:content="http://purl.org/rss/1.0/modules/content/" xmlns:wfw="http://wellformedweb.org/CommentAPI/" xmlns:dc="http://purl.org/dc/elements/1.1/" xmlns:wp="http://wordpress.org/export/1.2/">
<channel>
<title>Tides</title><link>https://tides.example.org</link>
<wp:wxr_version>1.2</wp:wxr_version>
<wp:base_site_url>https://tides.example.org</wp:base_site_url>
<wp:author><wp:author_id>1</wp:author_id><wp:author_login><![CDATA[lin]]></wp:author_login><wp:author_email><![CDATA[lin@example.org]]></wp:author_email><wp:author_display_name><![CDATA[Lin An]]></wp:author_display_name></wp:author>
<wp:category><wp:term_id>1</wp:term_id><wp:cat_name><![CDATA[News]]></wp:cat_name></wp:category>
${item('<title><![CDATA[The boats & the rope]]></title><link>https://tides.example.org/2031/05/06/the-boats/</link><wp:post_id>11</wp:post_id><wp:post_date><![CDATA[2031-05-06 23:30:00]]></wp:post_date><wp:post_date_gmt><![CDATA[2031-05-07 06:30:00]]></wp:post_date_gmt><wp:post_name><![CDATA[the-boats]]></wp:post_name><wp:status><![CDATA[publish]]></wp:status><wp:post_type><![CDATA[post]]></wp:post_type><wp:post_password><![CDATA[]]></wp:post_password><category domain="category" nicename="news"><![CDATA[News]]></category>', '<!-- wp:paragraph -->\n<p>The boats <strong>came</strong> home.\u0008</p>\n<!-- /wp:paragraph -->\n\n<!-- wp:image {"id":21} -->\n<figure class="wp-block-image"><img src="https://tides.example.org/wp-content/uploads/2031/05/pier.png" alt="" class="wp-image-21"/><figcaption>Pier</figcaption></figure>\n<!-- /wp:image -->\n\n<!-- wp:embed {"url":"https://youtu.be/abc"} -->\n<figure class="wp-block-embed"><div class="wp-block-embed__wrapper">\nhttps://youtu.be/abc\n</div></figure>\n<!-- /wp:embed -->\n\n<!-- wp:code -->\n<pre class="wp-block-code"><code>a &lt; b]]]]><![CDATA[> c</code></pre>\n<!-- /wp:code -->', '<wp:postmeta><wp:meta_key><![CDATA[_thumbnail_id]]></wp:meta_key><wp:meta_value><![CDATA[21]]></wp:meta_value></wp:postmeta><wp:comment><wp:comment_id>1</wp:comment_id><wp:comment_author><![CDATA[Reader]]></wp:comment_author><wp:comment_content><![CDATA[Nice!]]></wp:comment_content></wp:comment>')}
${item('<title>Lamps (old editor)</title><link>https://tides.example.org/?p=12</link><wp:post_id>12</wp:post_id><wp:post_date>2030-01-02 08:00:00</wp:post_date><wp:post_date_gmt>2030-01-02 08:00:00</wp:post_date_gmt><wp:post_name>%e6%b5%b7</wp:post_name><wp:status>publish</wp:status><wp:post_type>post</wp:post_type>', 'First paragraph\nwith a line.\n\nSecond [not a shortcode] one.\n\n[caption id="attachment_21" align="alignnone" width="300"]<a href="https://tides.example.org/x"><img src="https://tides.example.org/wp-content/uploads/2031/05/pier.png" alt="Pier" /></a> The old pier[/caption]\n\n[gallery ids="21,99"]\n\n[embed]https://example.org/film[/embed]\n\n[mc4wp_form id="3"]\n\n<!--more-->\n\nAfter the fold.')}
${item('<title>Draft</title><link>https://tides.example.org/?p=13</link><wp:post_id>13</wp:post_id><wp:post_date>2031-07-01 08:00:00</wp:post_date><wp:post_date_gmt>0000-00-00 00:00:00</wp:post_date_gmt><wp:post_name></wp:post_name><wp:status>draft</wp:status><wp:post_type>post</wp:post_type>', 'Draft.')}
${item('<title>About</title><link>https://tides.example.org/about/</link><wp:post_id>14</wp:post_id><wp:post_name>about</wp:post_name><wp:status>publish</wp:status><wp:post_type>page</wp:post_type>', 'Us.')}
${item('<title>pier</title><link>https://tides.example.org/pier/</link><wp:post_id>21</wp:post_id><wp:post_name>pier</wp:post_name><wp:status>inherit</wp:status><wp:post_type>attachment</wp:post_type><wp:attachment_url><![CDATA[https://tides.example.org/wp-content/uploads/2031/05/pier.png]]></wp:attachment_url>', '')}
${item('<title>Menu</title><wp:post_id>31</wp:post_id><wp:status>publish</wp:status><wp:post_type>nav_menu_item</wp:post_type>', '')}
</channel>
</rss>
`

const campaign = (but: object) => ({
  id: 1,
  created_at: '2031-05-01T17:36:41.29451+01:00',
  updated_at: '2031-05-01T17:36:41.29451+01:00',
  views: 0,
  clicks: 0,
  lists: [{ id: 1, name: 'Default list' }],
  started_at: '2031-05-06T07:00:00+00:00',
  to_send: 120,
  sent: 120,
  uuid: '57702beb-6fae-4355-a324-c2fd5b59a549',
  type: 'regular',
  from_email: 'Tides <tides@example.org>',
  send_at: null,
  status: 'finished',
  tags: ['news'],
  template_id: 1,
  messenger: 'email',
  ...but,
})

export const listmonkJson = () =>
  JSON.stringify({
    data: {
      results: [
        campaign({
          name: 'tides-1',
          subject: 'The boats, {{ .Subscriber.FirstName }}',
          content_type: 'richtext',
          body: '<h3>Hi {{ .Subscriber.FirstName }}!</h3>\n<p>The boats <a href="{{ TrackLink "https://example.org/boats" . }}">came</a> <a href="https://example.org/home@TrackLink">home</a>.</p><p><a href="{{ UnsubscribeURL }}">Leave</a></p>{{ TrackView }}',
        }),
        campaign({
          id: 2,
          uuid: '67702beb-6fae-4355-a324-c2fd5b59a549',
          name: 'tides-2',
          subject: 'Lamps',
          content_type: 'markdown',
          archive_slug: 'lamps',
          body: 'Lamps are *lit*.\n\n- oil\n- wick\n',
        }),
        campaign({
          id: 3,
          uuid: '77702beb-6fae-4355-a324-c2fd5b59a549',
          name: 'tides-3',
          subject: 'Later',
          content_type: 'html',
          status: 'draft',
          started_at: null,
          body: '<p>Later.</p>',
        }),
        campaign({
          id: 4,
          uuid: '87702beb-6fae-4355-a324-c2fd5b59a549',
          name: 'optin',
          subject: 'Confirm',
          type: 'optin',
          content_type: 'richtext',
          body: '<p>Confirm.</p>',
        }),
      ],
      query: '',
      total: 4,
      per_page: 100,
      page: 1,
    },
  })

export const listmonkCsv = () =>
  'id,uuid,name,subject,from_email,body,content_type,status,type,tags,started_at\n' +
  '1,57702beb-6fae-4355-a324-c2fd5b59a549,tides-1,"The boats","Tides <t@example.org>","<p>The ""boats"" came\nhome.</p>",html,finished,regular,"{news,boats}",2031-05-06 07:00:00+00\n'
