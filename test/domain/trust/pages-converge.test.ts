import fc from 'fast-check'
import { expect, test } from 'vitest'
import { aLongList, change, choose, cleaners, person, sharedBy, staff, usedAt } from './a-long-list.ts'
import { type Estate, HOME, OFFICE, type Unit } from './an-estate.ts'

type Edit =
  | { readonly do: 'rename' | 'delete' | 'add' | 'out' | 'in'; readonly number: number }
  | { readonly do: 'group' | 'nest' | 'many' }

type Step =
  | Edit
  | { readonly do: 'again' | 'restart' | 'restart-origin' | 'cut' | 'heal' | 'restore' }
  | { readonly do: 'deliver' | 'lose' | 'repeat' | 'late' | 'wait'; readonly count: number }

const step: fc.Arbitrary<Step> = fc.oneof(
  fc.record({
    do: fc.constantFrom('rename' as const, 'delete' as const, 'add' as const, 'out' as const, 'in' as const),
    number: fc.integer({ min: 0, max: 9 }),
  }),
  fc.record({
    do: fc.constantFrom('group' as const, 'nest' as const, 'many' as const, 'again' as const, 'restart' as const),
  }),
  fc.record({ do: fc.constantFrom('restart-origin' as const, 'cut' as const, 'heal' as const, 'restore' as const) }),
  {
    weight: 3,
    arbitrary: fc.record({
      do: fc.constantFrom('deliver' as const, 'deliver' as const, 'lose' as const, 'repeat' as const, 'late' as const),
      count: fc.integer({ min: 1, max: 5 }),
    }),
  },
  fc.record({ do: fc.constant('wait' as const), count: fc.integer({ min: 1, max: 130 }) }),
)

interface Sites {
  readonly estate: Estate
  readonly office: Unit
  readonly home: Unit
  readonly backUp: string
}

let names = 0

/** Edits, one each; what is refused is no harm. Messages stay in the line. */
function take({ estate, office, home, backUp }: Sites, each: Step): void {
  const { line } = estate
  if (each.do === 'deliver') for (const sent of line.splice(0, each.count)) estate.deliver(sent)
  else if (each.do === 'lose') line.splice(0, each.count)
  else if (each.do === 'repeat') line.push(...estate.log.slice(-each.count))
  else if (each.do === 'late') line.push(...line.splice(0, each.count).reverse())
  else if (each.do === 'wait') estate.advance(each.count * 1_000)
  else if (each.do === 'restart') home.powerOn()
  else if (each.do === 'restart-origin') office.powerOn()
  else if (each.do === 'restore') office.ask({ type: 'restore', file: backUp })
  else if (each.do === 'cut') estate.cut.add(HOME)
  else if (each.do === 'heal') estate.cut.delete(HOME)
  else if (each.do === 'again') choose({ estate, home })
  else edit(office, each as Edit)
}

function edit(office: Unit, each: Edit): void {
  names += 1
  const name = `Name ${names}`
  if (!('number' in each)) {
    if (each.do === 'group') change(office, { type: 'edit-group', uuid: staff.uuid, change: { name } })
    if (each.do === 'nest') change(office, { type: 'edit-group', uuid: cleaners.uuid, change: { name } })
    if (each.do !== 'many') return
    const all = [...office.program.users.values()].filter((user) => user.name !== 'admin')
    const many = all.map(({ uuid }, at) => ({ type: 'edit-user', uuid, change: { name: `${name}.${at}` } }) as const)
    return change(office, ...many)
  }
  const user = person(each.number)
  const principal = `user:${user.uuid}` as const
  if (each.do === 'rename') change(office, { type: 'edit-user', uuid: user.uuid, change: { name } })
  if (each.do === 'delete') change(office, { type: 'delete-user', uuid: user.uuid })
  if (each.do === 'add') change(office, { type: 'add-user', user: person(each.number, { groups: [cleaners.uuid] }) })
  if (each.do === 'out') change(office, { type: 'remove-from-group', principal, group: staff.uuid })
  if (each.do === 'in') change(office, { type: 'assign-to-group', principal, group: staff.uuid })
}

test('I2, I10: a list in parts ends with what the origin has, whatever happens to either and to the messages meanwhile', () => {
  fc.assert(
    fc.property(fc.array(step, { maxLength: 25 }), (steps) => {
      const sites = aLongList()
      const { estate, office, home } = sites
      const backUp = (office.do({ type: 'back-up' }) as { file: string }).file
      choose(sites)
      let position = { epoch: 0, seq: 0 }
      for (const each of steps) {
        take({ ...sites, backUp }, each)
        const now = home.state.trust.origins.get(OFFICE)?.position ?? position
        expect(now.epoch > position.epoch || (now.epoch === position.epoch && now.seq >= position.seq)).toBe(true)
        position = now
      }
      estate.cut.clear()
      estate.settle()
      estate.advance(1_000_000)
      expect(usedAt(home)).toEqual(sharedBy(office))
      expect(home.state.trust.origins.get(OFFICE)).toMatchObject({ online: true, pages: undefined })
      expect(office.state.trust.consumers.get(HOME)?.pages).toBeUndefined()
    }),
    { numRuns: 150 },
  )
}, 60_000)
