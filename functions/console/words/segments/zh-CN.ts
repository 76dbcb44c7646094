import type { ConsoleWords } from '../en.ts'

const words: Pick<ConsoleWords, 'segmentForm'> = {
  segmentForm: {
    make: '新建分组',
    edit: '更改规则…',
    name: '名称',
    nameNote: '用小写字母 a–z、数字和连字符，例如 students',
    rule: '规则',
    ruleNote:
      '哪些读者属于它，例如：field:role=student and not got:spring-2031。各部分用 and、or、not 和括号连接。',
    parts: '规则可以由哪些部分组成',
    language: (all) => `阅读的语言：${all}`,
    topic: (all) => `所选的栏目，或全部栏目：${all}`,
    field: (all) => `填写的资料：${all}`,
    joined: '订阅的时间：某日起（>=），或某日之前（<）',
    from: '如何加入：form（表单）、import（导入）、表单的路径或导入的名称',
    got: '收到过某一期的读者',
    engaged: '打开过它或点过其中链接的读者（须开启相应统计）',
    save: '保存',
    wrong: (column, message) => `规则无法读取，第 ${column} 个字符处：${message}`,
    changedMeanwhile: '您打开之后，已有他人保存了这个分组，因此您的更改尚未保存。请对照两个版本，再作选择。',
    theirs: '现在的版本',
    yours: '您填写的版本',
    somebody: '某人',
    savedBy: (by, at) => `由 ${by} 保存，${at}`,
    notSaved: '尚未保存。也可以在下方继续修改。',
    keepTheirs: '保留对方的版本',
    putOver: '以我的版本取代',
    saved: '已保存。',
  },
}
export default words
