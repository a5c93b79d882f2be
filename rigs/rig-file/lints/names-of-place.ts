import type { Assignment } from '../../../sim/domain/program/program.ts'
import type { LintedSite, LintPlace } from './lint.ts'

/** What a lint is about in words, as `config diff` names it, and every name that `for:` of an acceptance may say. */
export interface PlaceNames {
  readonly about: string
  readonly names: readonly string[]
}

export function namesOfPlace({ program, names }: LintedSite, place: LintPlace): PlaceNames {
  switch (place.of) {
    case 'user':
      return { about: `user ${names.user(place.id)}`, names: [names.user(place.id)] }
    case 'group':
      return { about: `group ${names.group(place.id)}`, names: [`group:${names.group(place.id)}`] }
    case 'schedule':
      return { about: `access schedule ${names.schedule(place.id)}`, names: [names.schedule(place.id)] }
    case 'control': {
      const name = names.control(place.id)
      return { about: `control ${name}`, names: [name, `access:${name}`] }
    }
    case 'logic':
      return { about: `logic ${names.wired(place.id)}`, names: [names.wired(place.id)] }
    case 'trust': {
      const name = program.trusts.get(place.id)?.name ?? place.id
      return { about: `Trust ${name}`, names: [name] }
    }
    case 'credential':
      return { about: `credential ${place.id}`, names: [place.id] }
    case 'permission':
    case 'assignment':
      return ofAssignment(names, program.assignments.get(place.id))
    case 'program':
      return { about: 'program', names: [] }
  }
}

function ofAssignment(names: LintedSite['names'], assignment: Assignment | undefined): PlaceNames {
  if (assignment === undefined) return { about: 'permission', names: [] }
  const [who, what] = [names.principal(assignment.principal), names.object(assignment.object)]
  return { about: `permission ${who} ${what}`, names: [who, what] }
}
