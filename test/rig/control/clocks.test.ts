import { expect, test } from 'vitest'
import { aLab } from '../../helpers/a-lab.ts'

test.for(['2008-12-31T00:00:00Z', '2100-01-01T00:00:00Z', '9999-12-31T23:59:59Z'])(
  'time-set refuses %s, for which no time zone is known',
  async (time) => {
    const { client } = await aLab({ trusts: false })
    await expect(client.call('time-set', { site: 'home', time })).rejects.toMatchObject({ code: 'USAGE' })
  },
)

test.for(['2009-06-01', '2024-07-01', '2060-07-01', '2099-06-01'])(
  'schedules follow the wall clock of summer in %s as well',
  async (day) => {
    const { client } = await aLab()
    const reasonAt = async (time: string): Promise<string> => {
      await client.call('time-set', { site: 'home', time: `${day}T${time}` })
      const user = { user: 'Ben@Office', object: 'home/access:Front Door', site: 'home' }
      const answer = await client.call('explain', user)
      if (answer.about !== 'object') throw new TypeError('asked about one object')
      return answer.explanation.reason
    }
    const isWeekday = new Date(`${day}T12:00:00Z`).getUTCDay() % 6 !== 0
    expect(await reasonAt('07:59')).toBe('OUTSIDE_SCHEDULE')
    expect(await reasonAt('08:00')).toBe(isWeekday ? 'ALLOWED' : 'OUTSIDE_SCHEDULE')
    expect(await reasonAt('16:59')).toBe(isWeekday ? 'ALLOWED' : 'OUTSIDE_SCHEDULE')
    expect(await reasonAt('17:00')).toBe('OUTSIDE_SCHEDULE')
  },
)

test('time-advance refuses what would lead out of the years of the rig, or takes longer than a year', async () => {
  const { client } = await aLab({ trusts: false })
  await client.call('time-set', { site: 'home', time: '2099-12-30T12:00:00Z' })
  await expect(client.call('time-advance', { duration: '20h' })).rejects.toMatchObject({ code: 'USAGE' })
  await expect(client.call('time-advance', { duration: '400d' })).rejects.toMatchObject({ code: 'USAGE' })
})
