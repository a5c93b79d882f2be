import { actionFault, triggerFault } from '../../../sim/domain/program/rule-edits.ts'
import { atValue, type Finding, type Path } from '../finding.ts'
import type { LooseRig, LooseSite } from '../shape.ts'
import { entries, entryNamed, namesOf, sitesOf } from '../site-names.ts'
import { listed, missing } from './missing.ts'

/** What automatic rules and scenes look at and command is there, has a state to wait for, and takes the command (R87). */
export function* checkRules(rig: LooseRig): Iterable<Finding> {
  for (const { path, site } of sitesOf(rig)) {
    const { controls } = namesOf(site)
    for (const [name, rule] of entries(site.program?.rules)) {
      const at = [...path, 'program', 'rules', name]
      const trigger = rule?.when?.control
      yield* missing('control', controls, [[[...at, 'when', 'control'], trigger]])
      yield* checkTrigger([...at, 'when', 'control'], site, trigger)
      for (const [action, each] of listed([...at, 'do'], rule?.do)) {
        yield* missing('control', controls, [[[...action, 'control'], each?.control]])
        yield* checkAction([...action, 'command'], site, each)
      }
    }
  }
}

function* checkTrigger(path: Path, site: LooseSite, name: string | undefined): Iterable<Finding> {
  const control = name === undefined ? undefined : entryNamed(site.program?.controls, name)
  const fault = control?.kind === undefined ? undefined : triggerFault(control.kind)
  if (fault !== undefined) yield atValue(path, 'INVALID_VALUE', `"${name}" (${control?.kind}) ${fault}.`)
}

interface LooseAction {
  readonly control?: string | undefined
  readonly command?: string | undefined
}

function* checkAction(path: Path, site: LooseSite, { control: name, command }: LooseAction = {}): Iterable<Finding> {
  const control = name === undefined ? undefined : entryNamed(site.program?.controls, name)
  if (control?.kind === undefined || command === undefined) return
  const fault = actionFault({ kind: control.kind, secured: control.secured }, command)
  if (fault !== undefined) yield atValue(path, 'INVALID_VALUE', `"${name}" (${control.kind}) ${fault}.`)
}
