import type { Mark } from '../../sim/domain/access/audit/answer.ts'
import { type CompactAnswer, type CompactAudit, cellsOf, runsOf } from './compact-audit.ts'
import { instantsOf } from './instants.ts'
import { headOf, wholeAnswer } from './whole-audit.ts'

const INDENT = 2

/**
 * An audit as JSON, as `JSON.stringify(wholeAudit(audit), undefined, 2)` writes it and a line end, piece by piece. A year has millions
 * of runs and few marks, so runs are put together of what each mark says.
 */
export function* auditJson(audit: CompactAudit): Generator<string> {
  const instant = instantsOf(audit)
  const marks = new Map(audit.marks.map((mark) => [mark, markText(mark)]))
  const head = JSON.stringify(headOf(audit, instant), undefined, INDENT)
  yield `${head.slice(0, -'\n}'.length)},\n`
  yield* listed('answers', audit.answers, (answer) => answerText(audit, answer, { instant, marks }))
  yield ',\n'
  yield* listed(
    'cells',
    cellsOf(audit),
    ({ door, user, answer }) =>
      `    {\n      "door": ${door},\n      "user": ${user},\n      "answer": ${answer}\n    }`,
  )
  yield '\n}\n'
}

function* listed<Each>(name: string, all: Iterable<Each>, textOf: (each: Each) => string): Generator<string> {
  yield `  "${name}": [`
  let sign = '\n'
  for (const each of all) {
    yield sign + textOf(each)
    sign = ',\n'
  }
  yield sign === '\n' ? ']' : '\n  ]'
}

interface Said {
  readonly instant: (minute: number) => string
  readonly marks: ReadonlyMap<Mark, string>
}

/** All but the runs, which are put in where those of none would stand. */
function answerText(audit: CompactAudit, answer: CompactAnswer, { instant, marks }: Said): string {
  const text = indented(JSON.stringify(wholeAnswer(audit, { ...answer, runs: [] }, instant), undefined, INDENT), 4)
  const place = text.indexOf(NO_RUNS)
  let runs = ''
  for (const { from, until, mark } of runsOf(audit, answer)) {
    runs += `${runs === '' ? '' : ','}\n        {\n          "from": "${instant(from)}",\n          "until": "${instant(until)}",\n${marks.get(mark)}\n        }`
  }
  return `${text.slice(0, place)}"runs": [${runs}\n      ]${text.slice(place + NO_RUNS.length)}`
}

const NO_RUNS = '"runs": []'

/** What stands in a run behind its instants. */
function markText(mark: Mark): string {
  return indented(JSON.stringify(mark, undefined, INDENT).slice('{\n'.length, -'\n}'.length), 8)
}

function indented(text: string, by: number): string {
  return text.replace(/^/gm, ' '.repeat(by))
}
