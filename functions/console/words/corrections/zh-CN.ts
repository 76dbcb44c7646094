import type { ConsoleWords } from '../en.ts'

const words: Pick<ConsoleWords, 'correction'> = {
  correction: {
    title: '更正',
    source: '更正的是',
    differs: (languages) =>
      `发出之后，本期（${languages}）又重新发布过。可以发送更正：把现在的内容发给收到旧版邮件的读者，不多也不少。`,
    same: '发出的内容与现在发布的相同。如果其中有误，请先修改并重新发布，然后就可以向收到错误版本的读者发送更正。',
    notPublished: '本期已不在发布之列，没有可用来更正的内容。',
    begin: '发送更正…',
    accepted: (count) => `已接受 ${count} 封`,
    heading: (name) => `更正：${name}`,
    back: '返回这次发送',
    nothingYet: '更正只发给收到错误版本、而且仍是读者的人。在您看到人数并确认之前，不会发出任何邮件。',
    changed: '更正的内容',
    lookYourself: '主题没有变化。其他改动，请并排比较两封邮件。',
    see: '查看更正后的邮件',
    compare: '与已发出的邮件比较',
    said: '置于本期之上的说明',
    saidNote:
      '用一两句话说明错在哪里。不填时，只说明这封邮件更正此前收到的一期。无论填写与否，主题都会以读者的语言注明“更正”。',
    saidNothing: '说明这封邮件更正此前收到的一期。',
    only: '只发给这些语言的读者；不选则全部发送。',
    rehearse: '查看谁会收到',
    rehearsal: (name) => `更正预演：${name}`,
    send: '发送更正',
    sendNow: '立即发送更正',
    exists: '这份更正已经提交过，只会发送一次：',
    wasCancelled: (id, at) => `${id} 已于 ${at} 取消。如仍要发送，请在此继续。`,
  },
}
export default words
