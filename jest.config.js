const { runOf } = require('./test/suites');

/** The tests, with those on real clusters where the programs for them are there already: nothing is built for them here. */
module.exports = async () => runOf({ leftOut: await whyNotLive() });

async function whyNotLive() {
  let testing;
  try {
    testing = require('./build/lib/testing/binaries/missing-programs');
  } catch {
    return 'nothing is built yet';
  }
  const missing = await testing.missingPrograms();
  return missing.length === 0 ? undefined : `no ${missing.join(', ')} here`;
}
