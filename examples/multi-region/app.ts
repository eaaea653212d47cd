import { multiRegion } from './multi-region';

/** `DRAIN=us-east-1` takes clusters out of service. */
const { DRAIN = '' } = process.env;

multiRegion({ drained: DRAIN.split(',') }).synth();
