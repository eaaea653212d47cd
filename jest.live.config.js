/** The tests with those on real clusters, come what may: one that cannot run fails. */
module.exports = require('./test/suites').runOf();
