/** Emoji by the names that GitHub and Slack give them, of those that newsletters use. */
const written = `
  tada 🎉 rocket 🚀 star ⭐ star2 🌟 sparkles ✨ fire 🔥 bulb 💡 books 📚 book 📖 notebook 📓 memo 📝 pencil ✏️ pencil2 ✏️
  newspaper 📰 link 🔗 pushpin 📌 round_pushpin 📍 bookmark 🔖 calendar 📅 date 📅 clock1 🕐 hourglass ⌛ email 📧 mailbox 📫
  envelope ✉️ inbox_tray 📥 package 📦 gift 🎁 trophy 🏆 medal_sports 🏅 dart 🎯 mag 🔍 mag_right 🔎 lock 🔒 key 🔑 bell 🔔
  hammer 🔨 wrench 🔧 hammer_and_wrench 🛠️ gear ⚙️ toolbox 🧰 computer 💻 iphone 📱 camera 📷 movie_camera 🎥 tv 📺
  video_camera 📹 film_strip 🎞️ headphones 🎧 microphone 🎤 studio_microphone 🎙️ radio 📻 musical_note 🎵 notes 🎶 art 🎨
  warning ⚠️ no_entry ⛔ x ❌ white_check_mark ✅ heavy_check_mark ✔️ check ✔️ question ❓ exclamation ❗ zap ⚡ boom 💥
  heart ❤️ blue_heart 💙 green_heart 💚 yellow_heart 💛 purple_heart 💜 broken_heart 💔 thumbsup 👍 +1 👍 thumbsdown 👎 -1 👎
  clap 👏 wave 👋 pray 🙏 muscle 💪 raised_hands 🙌 ok_hand 👌 point_right 👉 point_left 👈 point_down 👇 point_up ☝️ eyes 👀
  smile 😄 smiley 😃 grin 😁 joy 😂 wink 😉 blush 😊 heart_eyes 😍 thinking 🤔 cry 😢 sob 😭 sunglasses 😎 scream 😱
  slightly_smiling_face 🙂 laughing 😆 grinning 😀 hugs 🤗 robot 🤖 ghost 👻 bug 🐛 ant 🐜 bee 🐝 snake 🐍 crab 🦀 whale 🐳
  penguin 🐧 cat 🐱 dog 🐶 bird 🐦 fish 🐟 turtle 🐢 octopus 🐙 elephant 🐘 unicorn 🦄 herb 🌿 seedling 🌱 evergreen_tree 🌲
  deciduous_tree 🌳 cherry_blossom 🌸 rose 🌹 sunflower 🌻 maple_leaf 🍁 lemon 🍋 apple 🍎 tomato 🍅 bread 🍞 cake 🍰
  coffee ☕ tea 🍵 beer 🍺 wine_glass 🍷 pizza 🍕 earth_africa 🌍 earth_americas 🌎 earth_asia 🌏 globe_with_meridians 🌐
  sunny ☀️ cloud ☁️ umbrella ☔ snowflake ❄️ snowman ⛄ rainbow 🌈 ocean 🌊 mountain ⛰️ house 🏠 school 🏫 office 🏢 anchor ⚓
  boat ⛵ ship 🚢 car 🚗 bus 🚌 bike 🚲 train 🚆 airplane ✈️ moneybag 💰 dollar 💵 chart_with_upwards_trend 📈
  chart_with_downwards_trend 📉 bar_chart 📊 speech_balloon 💬 thought_balloon 💭 loudspeaker 📢 mega 📣 construction 🚧
  arrow_right ➡️ arrow_left ⬅️ arrow_up ⬆️ arrow_down ⬇️ recycle ♻️ new 🆕 free 🆓 cool 🆒 100 💯 information_source ℹ️
  busts_in_silhouette 👥 bust_in_silhouette 👤 handshake 🤝 brain 🧠 microscope 🔬 telescope 🔭 satellite 📡 test_tube 🧪
`
  .trim()
  .split(/\s+/)

/** Emoji by name, without colons. */
export const emojiNames: ReadonlyMap<string, string> = new Map(
  written.flatMap((name, at) => (at % 2 === 0 ? [[name, written[at + 1]!] as const] : [])),
)
