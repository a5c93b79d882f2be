import type { Audit, AuditAnswer } from './audit.ts'
import { type CompactAnswer, type CompactAudit, cellsOf, runsOf } from './compact-audit.ts'
import { instantsOf } from './instants.ts'

/** An audit as programs get it, all of it at once. */
export function wholeAudit(audit: CompactAudit): Audit {
  const instant = instantsOf(audit)
  return {
    ...headOf(audit, instant),
    answers: audit.answers.map((answer) => wholeAnswer(audit, answer, instant)),
    cells: [...cellsOf(audit)],
  }
}

/** What stands before the answers. */
export function headOf(audit: CompactAudit, instant: (minute: number) => string): Omit<Audit, 'answers' | 'cells'> {
  const { rig, minutes, doors, users } = audit
  return { schema: 'loxrig-audit/1', rig, from: instant(0), until: instant(minutes), minutes, doors, users }
}

export function wholeAnswer(
  audit: CompactAudit,
  answer: CompactAnswer,
  instant: (minute: number) => string,
): AuditAnswer {
  const { minutes, denies, idle } = answer
  return {
    minutes,
    runs: Array.from(runsOf(audit, answer), ({ from, until, mark }) => ({
      ...{ from: instant(from), until: instant(until) },
      ...mark,
    })),
    ...(denies.length > 0 && { denies }),
    ...(idle.length > 0 && { idle: idle.map(({ via, because }) => ({ ...via, because })) }),
  }
}
