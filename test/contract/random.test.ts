import { machineRandom } from '../../sim/io/env.ts'
import { seededRandom } from '../../sim/world/seeded-random.ts'
import { describeRandom } from './random.ts'

describeRandom('chance by seed', () => seededRandom(1))
describeRandom("the machine's chance", () => machineRandom)
