import { zoneTable } from '../../sim/io/zone.ts'

/** Summer time from the last Sunday of March, 01:00 UTC, to the last Sunday of October, 01:00 UTC. */
export const VIENNA = zoneTable('Europe/Vienna', Date.UTC(2010, 0, 1), Date.UTC(2035, 0, 1))
