// Written by generate.ts from lib/report/page; see there.

export const PAGE_SCRIPT = `(() => {
const modules = {
"report/page/main"(exports, require) {
"use strict";
Object.defineProperty(exports, "__esModule", { value: true });
const element_1 = require("report/page/element");
const explanation_1 = require("report/page/explanation");
const filter_1 = require("report/page/filter");
const grid_1 = require("report/page/grid");
const legend_1 = require("report/page/legend");
const matrix_1 = require("report/page/matrix");
const panel_1 = require("report/page/panel");
const plan_view_1 = require("report/page/plan-view");
const print_view_1 = require("report/page/print-view");
const problems_view_1 = require("report/page/problems-view");
const tabs_1 = require("report/page/tabs");
const toolbar_1 = require("report/page/toolbar");
function start() {
    const data = JSON.parse(document.getElementById('data')?.textContent ?? '');
    const matrix = new matrix_1.Matrix(data);
    const panel = new panel_1.Panel(() => {
        grid.focus();
    });
    const choose = (chosen) => {
        panel.open((0, explanation_1.explained)(matrix, chosen, choose));
        grid.goTo(chosen);
        grid.focus();
    };
    const grid = new grid_1.Grid(matrix, choose);
    const nothing = (0, element_1.element)('p', { class: 'nothing', hidden: true }, 'Nothing fits the filter.');
    const board = (0, element_1.element)('section', { class: 'board' }, (0, element_1.element)('div', { class: 'split' }, grid.element, panel.element), nothing, (0, legend_1.legend)(data.live !== undefined));
    const plan = (0, element_1.element)('section', { class: 'page' });
    const problems = (0, element_1.element)('section', { class: 'page' });
    const show = (filter) => {
        const shown = (0, filter_1.shownOf)(matrix, filter);
        nothing.hidden = shown.objects.length > 0 && shown.clusters.length > 0;
        grid.show(shown);
        plan.replaceChildren(...shownChildren((0, plan_view_1.planElements)(data, filter)));
        problems.replaceChildren(...shownChildren((0, problems_view_1.problemElements)(data, filter)));
    };
    const toolbar = new toolbar_1.Toolbar([...new Set(data.objects.map(({ kind }) => kind))].sort(), show);
    const tabs = new tabs_1.Tabs(viewsOf(data, { board, plan, problems }), (name) => {
        toolbar.element.classList.toggle('of-matrix', name === 'matrix');
        if (name === 'matrix')
            show(toolbar.filter);
    });
    const app = (0, element_1.element)('div', { class: 'app' }, (0, element_1.element)('header', { class: 'top' }, (0, element_1.element)('h1', {}, 'fed8s'), (0, element_1.element)('p', { class: 'sum' }, (0, print_view_1.summaryText)(data)), tabs.element), toolbar.element, (0, element_1.element)('main', {}, board, plan, problems));
    document.body.append(app);
    tabs.open('matrix');
    grid.focus();
    listen(panel, toolbar);
    printing(matrix);
}
function viewsOf(data, contents) {
    const { plan, problems } = data;
    const worst = problems.some(({ severity }) => severity === 'error') ? 'error' : 'warning';
    return [
        { name: 'matrix', title: 'Matrix', content: contents.board },
        {
            name: 'plan',
            title: 'Plan',
            badge: typeof plan === 'string' ? undefined : plan.changes.length.toLocaleString('en-US'),
            tone: typeof plan !== 'string' && plan.refusals.length > 0 ? 'error' : undefined,
            content: contents.plan,
        },
        {
            name: 'problems',
            title: 'Problems',
            badge: problems.length === 0 ? undefined : (0, problems_view_1.problemsSummary)(data),
            tone: worst,
            content: contents.problems,
        },
    ];
}
function listen(panel, toolbar) {
    document.addEventListener('keydown', (event) => {
        const { key, target } = event;
        const isTyping = target instanceof HTMLInputElement || target instanceof HTMLSelectElement;
        if (key === '/' && !isTyping) {
            event.preventDefault();
            toolbar.focus();
        }
        else if (key === 'Escape' && !isTyping)
            panel.close();
    });
}
function printing(matrix) {
    const paper = (0, element_1.element)('section', { class: 'paper' });
    document.body.append(paper);
    const fill = () => {
        if (paper.firstChild === null)
            paper.append(...shownChildren((0, print_view_1.printElements)(matrix)));
    };
    window.addEventListener('beforeprint', fill);
    const media = matchMedia('print');
    media.addEventListener('change', ({ matches }) => {
        if (matches)
            fill();
    });
    if (media.matches)
        fill();
}
function shownChildren(children) {
    return children.filter((child) => child !== undefined && child !== false);
}
start();
},
"report/page/element"(exports, require) {
"use strict";
Object.defineProperty(exports, "__esModule", { value: true });
exports.element = element;
exports.place = place;
function element(tag, attributes = {}, ...children) {
    const made = document.createElement(tag);
    for (const [name, value] of Object.entries(attributes)) {
        if (value === undefined || value === false)
            continue;
        made.setAttribute(name, value === true ? '' : String(value));
    }
    made.append(...children.filter((child) => child !== undefined && child !== false));
    return made;
}
function place(made, at) {
    for (const [side, pixels] of Object.entries(at))
        made.style.setProperty(side, \`\${pixels}px\`);
    return made;
}
},
"report/page/explanation"(exports, require) {
"use strict";
Object.defineProperty(exports, "__esModule", { value: true });
exports.explained = explained;
const counted_1 = require("report/page/counted");
const element_1 = require("report/page/element");
const explanation_parts_1 = require("report/page/explanation-parts");
const live_parts_1 = require("report/page/live-parts");
const matrix_1 = require("report/page/matrix");
const policy_parts_1 = require("report/page/policy-parts");
const MOST_WAYS = 30;
const MOST_NAMES = 24;
function explained(matrix, chosen, choose) {
    if (chosen.cluster < 0)
        return objectExplained(matrix, chosen.object, choose);
    if (chosen.object < 0)
        return clusterExplained(matrix, chosen.cluster, choose);
    return cellExplained(matrix, chosen);
}
function cellExplained(matrix, { object: at, cluster: on }) {
    const { objects, clusters } = matrix.data;
    const object = objects[at];
    const cluster = clusters[on];
    if (object === undefined || cluster === undefined)
        return { title: '', parts: [] };
    const names = clusters.map(({ name }) => name);
    const place = { object: at, cluster: on };
    const command = \`fed8s explain \${(0, matrix_1.titleOf)(object).toLowerCase().replace(' ', '/')} \${cluster.name}\`;
    return {
        title: (0, matrix_1.titleOf)(object),
        on: cluster.name,
        parts: [
            (0, explanation_parts_1.verdict)(matrix.reasonAt(place)),
            (0, live_parts_1.livePart)(matrix.liveAt(place)),
            (0, explanation_parts_1.conditionsPart)(matrix.conditionsAt(place)),
            (0, explanation_parts_1.fieldsPart)(matrix.fieldsAt(place)),
            (0, policy_parts_1.rankPart)(matrix, place),
            (0, policy_parts_1.divisionsPart)(matrix, at, on),
            (0, explanation_parts_1.problemsPart)(matrix.problemsOf(at, on), names),
            (0, explanation_parts_1.objectPart)(object),
            (0, explanation_parts_1.clusterPart)(cluster),
            (0, explanation_parts_1.part)('The same on the command line', (0, element_1.element)('p', {}, (0, element_1.element)('code', {}, command))),
        ],
    };
}
function objectExplained(matrix, at, choose) {
    const { objects, clusters } = matrix.data;
    const object = objects[at];
    if (object === undefined)
        return { title: '', parts: [] };
    const names = clusters.map(({ name }) => name);
    const ways = grouped(clusters.keys(), (cluster) => matrix.outcomeAt({ object: at, cluster }));
    const told = ways.slice(0, MOST_WAYS).map((members) => {
        const place = { object: at, cluster: members[0] ?? 0 };
        const differences = matrix.differencesAt(place);
        const replicas = matrix.replicasAt(place);
        const { placed, code, detail } = matrix.reasonAt(place);
        return (0, element_1.element)('li', {}, (0, element_1.element)('span', { class: \`badge \${placed ? 'on' : 'off'}\` }, placed ? 'placed' : 'not placed'), \` on \${(0, counted_1.count)(members.length, 'cluster')}\`, replicas !== undefined && \`, \${(0, counted_1.count)(replicas, 'replica')}\`, differences > 0 && \`, \${(0, counted_1.count)(differences, 'field')} not as in the template\`, (0, element_1.element)('p', { class: 'detail' }, (0, element_1.element)('code', {}, code), \` \${detail}\`), chips(members.map((cluster) => ({
            text: names[cluster] ?? '',
            choose: () => {
                choose({ object: at, cluster });
            },
        }))));
    });
    return {
        title: (0, matrix_1.titleOf)(object),
        parts: [
            (0, explanation_parts_1.part)('On the clusters', (0, element_1.element)('ul', { class: 'ways' }, ...told), ways.length > MOST_WAYS &&
                (0, element_1.element)('p', { class: 'more' }, \`and \${(0, counted_1.count)(ways.length - MOST_WAYS, 'more way')} in which it fares\`)),
            (0, policy_parts_1.divisionsPart)(matrix, at),
            (0, explanation_parts_1.problemsPart)(matrix.problemsOf(at), names),
            (0, explanation_parts_1.objectPart)(object),
        ],
    };
}
function clusterExplained(matrix, on, choose) {
    const { objects, clusters } = matrix.data;
    const cluster = clusters[on];
    if (cluster === undefined)
        return { title: '', parts: [] };
    const ways = grouped(objects.keys(), (object) => Number(matrix.reasonAt({ object, cluster: on }).placed));
    const told = ways.map((members) => {
        const { placed } = matrix.reasonAt({ object: members[0] ?? 0, cluster: on });
        return (0, element_1.element)('li', {}, (0, element_1.element)('span', { class: \`badge \${placed ? 'on' : 'off'}\` }, placed ? 'placed' : 'not placed'), \` \${(0, counted_1.count)(members.length, 'object')}\`, chips(members.map((object) => {
            const found = objects[object];
            return {
                text: found === undefined ? '' : (0, matrix_1.titleOf)(found),
                choose: () => {
                    choose({ object, cluster: on });
                },
            };
        })));
    });
    return {
        title: cluster.name,
        parts: [
            (0, live_parts_1.liveClusterPart)(matrix.data.live?.clusters[on]),
            (0, explanation_parts_1.part)('Objects', (0, element_1.element)('ul', { class: 'ways' }, ...told)),
            (0, explanation_parts_1.clusterPart)(cluster),
        ],
    };
}
function grouped(items, keyOf) {
    const groups = new Map();
    for (const item of items) {
        const key = keyOf(item);
        const group = groups.get(key);
        if (group === undefined)
            groups.set(key, [item]);
        else
            group.push(item);
    }
    return [...groups.values()];
}
function chips(all) {
    const made = all.slice(0, MOST_NAMES).map(({ text, choose }) => {
        const chip = (0, element_1.element)('button', { type: 'button', class: 'chip' }, text);
        chip.addEventListener('click', choose);
        return chip;
    });
    const more = all.length - made.length;
    return (0, element_1.element)('p', { class: 'chips' }, ...made, more > 0 && (0, element_1.element)('span', { class: 'more' }, \`and \${(0, counted_1.count)(more, 'more', 'more')}\`));
}
},
"report/page/counted"(exports, require) {
"use strict";
Object.defineProperty(exports, "__esModule", { value: true });
exports.number = number;
exports.count = count;
exports.countOf = countOf;
exports.listed = listed;
function number(value) {
    return value.toLocaleString('en-US');
}
function count(value, one, many = \`\${one}s\`) {
    return \`\${number(value)} \${value === 1 ? one : many}\`;
}
function countOf(shown, all, one) {
    return shown === all ? count(all, one) : \`\${number(shown)} of \${count(all, one)}\`;
}
function listed(names, most) {
    if (names.length <= most)
        return names.join(', ');
    return \`\${names.slice(0, most - 1).join(', ')} and \${number(names.length - most + 1)} more\`;
}
},
"report/page/explanation-parts"(exports, require) {
"use strict";
Object.defineProperty(exports, "__esModule", { value: true });
exports.part = part;
exports.verdict = verdict;
exports.conditionsPart = conditionsPart;
exports.fieldsPart = fieldsPart;
exports.problemsPart = problemsPart;
exports.objectPart = objectPart;
exports.clusterPart = clusterPart;
const counted_1 = require("report/page/counted");
const element_1 = require("report/page/element");
const problem_view_1 = require("report/page/problem-view");
const MOST = 40;
function part(title, ...children) {
    const found = children.filter((child) => child !== undefined && child !== false);
    return found.length === 0 ? undefined : (0, element_1.element)('section', {}, (0, element_1.element)('h3', {}, title), ...found);
}
function verdict({ placed, code, meaning, detail, origin }) {
    return (0, element_1.element)('section', {}, (0, element_1.element)('p', { class: 'verdict' }, (0, element_1.element)('span', { class: \`badge \${placed ? 'on' : 'off'}\` }, placed ? 'placed' : 'not placed'), ' ', (0, element_1.element)('code', {}, code)), (0, element_1.element)('p', { class: 'meaning' }, meaning), (0, element_1.element)('p', { class: 'detail' }, detail, origin !== undefined && (0, element_1.element)('span', { class: 'origin' }, \` \${origin}\`)));
}
function conditionsPart(conditions) {
    const lines = conditions.map(({ condition, found, holds }) => (0, element_1.element)('li', { class: holds ? 'holds' : 'fails' }, (0, element_1.element)('span', { class: 'sign' }, holds ? '✓' : '✕'), (0, element_1.element)('code', {}, condition), !holds && \` does not hold: the cluster \${found === undefined ? 'has no such label' : \`has \${found}\`}\`));
    return part('Conditions', lines.length > 0 && (0, element_1.element)('ul', { class: 'conditions' }, ...lines));
}
function fieldsPart(fields) {
    const lines = fields
        .slice(0, MOST)
        .map(({ path, before, after, by, origin, overruled }) => (0, element_1.element)('li', {}, (0, element_1.element)('code', { class: 'path' }, path), (0, element_1.element)('p', { class: 'change' }, (0, element_1.element)('del', {}, before ?? '(none)'), (0, element_1.element)('span', { class: 'arrow' }, ' → '), (0, element_1.element)('ins', {}, after ?? '(none)')), (0, element_1.element)('p', { class: 'by' }, \`by \${by}\`, origin !== undefined && (0, element_1.element)('span', { class: 'origin' }, \` \${origin}\`), overruled.length > 0 && \`; before it \${overruled.join(', ')}\`)));
    return part('Not as in the template', lines.length > 0 && (0, element_1.element)('ul', { class: 'fields' }, ...lines), fields.length > MOST && (0, element_1.element)('p', { class: 'more' }, \`and \${(0, counted_1.count)(fields.length - MOST, 'more field')}\`));
}
function problemsPart(problems, names) {
    const lines = problems.slice(0, MOST).map((problem) => (0, problem_view_1.problemElement)(problem, names));
    return part('Problems', lines.length > 0 && (0, element_1.element)('ul', { class: 'problems' }, ...lines), problems.length > MOST && (0, element_1.element)('p', { class: 'more' }, \`and \${(0, counted_1.count)(problems.length - MOST, 'more problem')}\`));
}
function objectPart({ declared, origin }) {
    return part('Declared', (0, element_1.element)('p', {}, declared, origin !== undefined && (0, element_1.element)('span', { class: 'origin' }, \` \${origin}\`)));
}
function clusterPart(cluster) {
    const { labels, taints = [], properties = {}, ready, context, origin } = cluster;
    const pairs = (of) => Object.entries(of).map(([key, value]) => \`\${key}=\${value}\`);
    return part('Cluster', !ready && (0, element_1.element)('p', { class: 'warning' }, 'Its status says that it is not ready.'), labelsLine('', pairs(labels)) ?? (0, element_1.element)('p', { class: 'labels' }, 'It has no labels.'), labelsLine('taints ', taints), labelsLine('properties ', pairs(properties)), context !== undefined && (0, element_1.element)('p', {}, 'context ', (0, element_1.element)('code', {}, context)), origin !== undefined && (0, element_1.element)('p', {}, (0, element_1.element)('span', { class: 'origin' }, origin)));
}
function labelsLine(what, labels) {
    if (labels.length === 0)
        return undefined;
    return (0, element_1.element)('p', { class: 'labels' }, what, ...labels.map((label) => (0, element_1.element)('code', { class: 'label' }, label)));
}
},
"report/page/problem-view"(exports, require) {
"use strict";
Object.defineProperty(exports, "__esModule", { value: true });
exports.problemElement = problemElement;
const element_1 = require("report/page/element");
function problemElement(problem, names) {
    const { severity, code, message, remedy, about, path, origin, cluster } = problem;
    const places = [
        origin,
        about,
        cluster < 0 ? undefined : \`cluster \${names[cluster] ?? ''}\`,
        path === undefined ? undefined : \`at \${path}\`,
    ].filter((part) => part !== undefined);
    return (0, element_1.element)('li', { class: \`problem \${severity}\` }, (0, element_1.element)('p', {}, (0, element_1.element)('strong', {}, severity), ' ', (0, element_1.element)('code', {}, code), \` \${message}\`), places.length > 0 && (0, element_1.element)('p', { class: 'where' }, places.join(', ')), (0, element_1.element)('p', { class: 'remedy' }, remedy));
}
},
"report/page/live-parts"(exports, require) {
"use strict";
Object.defineProperty(exports, "__esModule", { value: true });
exports.livePart = livePart;
exports.liveClusterPart = liveClusterPart;
const cell_1 = require("report/page/cell");
const counted_1 = require("report/page/counted");
const element_1 = require("report/page/element");
const explanation_parts_1 = require("report/page/explanation-parts");
const MOST = 40;
function livePart(live) {
    if (live === undefined)
        return undefined;
    const { outcome, reason, fields } = live;
    const lines = fields
        .slice(0, MOST)
        .map(({ path, wanted, found, by }) => (0, element_1.element)('li', {}, (0, element_1.element)('code', { class: 'path' }, path), (0, element_1.element)('p', { class: 'change' }, 'wanted ', (0, element_1.element)('ins', {}, wanted ?? '(none)'), ', found ', (0, element_1.element)('del', {}, found ?? '(none)')), by !== undefined && (0, element_1.element)('p', { class: 'by' }, \`by \${by}\`)));
    return (0, explanation_parts_1.part)('On the cluster', (0, element_1.element)('p', { class: 'live' }, (0, element_1.element)('span', { class: \`badge \${outcome === 'InSync' ? 'on' : 'adrift'}\` }, cell_1.LIVES[outcome])), reason !== undefined && (0, element_1.element)('p', { class: 'detail' }, reason), lines.length > 0 && (0, element_1.element)('ul', { class: 'fields' }, ...lines), fields.length > MOST && (0, element_1.element)('p', { class: 'more' }, \`and \${(0, counted_1.count)(fields.length - MOST, 'more field')}\`));
}
function liveClusterPart(live) {
    if (live === undefined || live.state === 'not-asked')
        return undefined;
    const { state, reason, others } = live;
    if (state === 'unknown')
        return (0, explanation_parts_1.part)('As it lives', (0, element_1.element)('p', { class: 'warning' }, \`It is unknown: \${reason ?? ''}\`));
    return (0, explanation_parts_1.part)('As it lives', others.length === 0 && (0, element_1.element)('p', {}, 'It could be asked.'), others.length > 0 && (0, element_1.element)('ul', {}, ...others.slice(0, MOST).map((other) => (0, element_1.element)('li', {}, other))), others.length > MOST && (0, element_1.element)('p', { class: 'more' }, \`and \${(0, counted_1.count)(others.length - MOST, 'more object')}\`));
}
},
"report/page/cell"(exports, require) {
"use strict";
Object.defineProperty(exports, "__esModule", { value: true });
exports.LIVES = void 0;
exports.cellElement = cellElement;
exports.labelOf = labelOf;
const counted_1 = require("report/page/counted");
const element_1 = require("report/page/element");
const matrix_1 = require("report/page/matrix");
function cellElement(matrix, place, isRoomy) {
    const tone = matrix.toneAt(place);
    const differences = matrix.differencesAt(place);
    const replicas = matrix.replicasAt(place);
    const mark = tone === 'on' ? (replicas === undefined ? '✓' : short(replicas)) : tone === 'off' ? '·' : '✕';
    return (0, element_1.element)('div', {
        class: \`cell \${tone}\${differences > 0 ? ' differs' : ''}\${matrix.isAdriftAt(place) ? ' adrift' : ''} \${matrix.worstAt(place) ?? ''}\`.trimEnd(),
        role: 'gridcell',
        'aria-label': labelOf(matrix, place),
    }, mark, isRoomy && differences > 0 && (0, element_1.element)('small', {}, (0, counted_1.count)(differences, 'field')));
}
function labelOf(matrix, place) {
    const { objects, clusters } = matrix.data;
    const object = objects[place.object];
    const differences = matrix.differencesAt(place);
    const replicas = matrix.replicasAt(place);
    const worst = matrix.worstAt(place);
    const live = matrix.liveAt(place);
    return [
        \`\${object === undefined ? '' : (0, matrix_1.titleOf)(object)} on \${clusters[place.cluster]?.name ?? ''}: \${matrix.reasonAt(place).placed ? 'placed' : 'not placed'}\`,
        ...(replicas === undefined ? [] : [(0, counted_1.count)(replicas, 'replica')]),
        ...(differences === 0 ? [] : [\`\${(0, counted_1.count)(differences, 'field')} not as in the template\`]),
        ...(live === undefined ? [] : [exports.LIVES[live.outcome]]),
        ...(worst === undefined ? [] : [\`has \${worst === 'error' ? 'an error' : 'a warning'}\`]),
    ].join(', ');
}
exports.LIVES = {
    InSync: 'lives as declared',
    Drifted: 'has drifted',
    Missing: 'is missing on the cluster',
    Orphaned: 'is still on the cluster',
    Conflict: 'is claimed by another',
    Unknown: 'not known how it lives',
};
function short(replicas) {
    return replicas > 9999 ? \`\${(0, counted_1.number)(Math.floor(replicas / 1000))}k\` : String(replicas);
}
},
"report/page/matrix"(exports, require) {
"use strict";
Object.defineProperty(exports, "__esModule", { value: true });
exports.Matrix = void 0;
exports.nameOf = nameOf;
exports.titleOf = titleOf;
const runs_1 = require("report/runs");
const tone_1 = require("report/page/tone");
class Matrix {
    data;
    outcomes;
    tones;
    worst = new Map();
    live = new Map();
    constructor(data) {
        this.data = data;
        const { clusters, objects } = data;
        this.outcomes = new Uint32Array(objects.length * clusters.length);
        objects.forEach(({ outcomes: runs }, object) => {
            let next = object * clusters.length;
            for (let at = 0; at < runs.length; at += 2) {
                const after = next + runs[at + 1];
                this.outcomes.fill(runs[at], next, after);
                next = after;
            }
        });
        this.tones = data.outcomes.map(([reason]) => (0, tone_1.toneOf)(data.reasons[reason].code));
        for (const { object, cluster, severity } of data.problems) {
            if (object < 0 || cluster < 0)
                continue;
            const key = object * clusters.length + cluster;
            if (this.worst.get(key) !== 'error')
                this.worst.set(key, severity);
        }
        for (const cell of data.live?.cells ?? [])
            this.live.set(cell.object * clusters.length + cell.cluster, cell);
    }
    outcomeAt({ object, cluster }) {
        return this.outcomes[object * this.data.clusters.length + cluster];
    }
    toneAt(place) {
        return this.tones[this.outcomeAt(place)];
    }
    reasonAt(place) {
        const [reason] = this.outcome(place);
        return this.data.reasons[reason];
    }
    conditionsAt(place) {
        const [, conditions] = this.outcome(place);
        return this.data.conditions[conditions] ?? [];
    }
    replicasAt(place) {
        const [, , replicas] = this.outcome(place);
        return replicas ?? undefined;
    }
    differencesAt(place) {
        return (this.outcome(place).length - 3) / 2;
    }
    fieldsAt(place) {
        const { texts, fields } = this.data;
        const [, , , ...pairs] = this.outcome(place);
        const found = [];
        for (let at = 0; at < pairs.length; at += 2) {
            const [path = -1, before = -1, by = -1, origin = -1, ...overruled] = fields[pairs[at]] ?? [];
            found.push({
                path: texts[path] ?? '',
                before: texts[before],
                after: texts[pairs[at + 1]],
                by: texts[by] ?? '',
                origin: texts[origin],
                overruled: overruled.map((one) => texts[one] ?? ''),
            });
        }
        return found;
    }
    divisionsOf(object, only) {
        const { texts, clusters, objects } = this.data;
        const nameAt = (cluster) => clusters[cluster]?.name ?? '';
        return (objects[object]?.divisions ?? []).map(({ what, origin, steps }) => {
            const told = steps.filter(([cluster]) => only === undefined || cluster === only);
            const sums = new Map();
            for (const [cluster, change] of told)
                sums.set(cluster, (sums.get(cluster) ?? 0) + change);
            return {
                what,
                origin,
                steps: told.map(([cluster, change, why]) => ({ cluster: nameAt(cluster), change, why: texts[why] ?? '' })),
                replicas: new Map([...sums].sort(([a], [b]) => a - b).map(([cluster, sum]) => [nameAt(cluster), sum])),
            };
        });
    }
    rankingAt({ object, cluster }) {
        const { texts, objects } = this.data;
        const { ranks = [], scores = [] } = objects[object]?.ranking ?? {};
        return { rank: texts[ranks[cluster] ?? -1], scores: texts[(0, runs_1.valuesOfRuns)(scores)[cluster] ?? -1] };
    }
    liveAt(place) {
        const { texts, clusters, live } = this.data;
        const cluster = live?.clusters[place.cluster];
        if (cluster === undefined || cluster.state === 'not-asked')
            return undefined;
        const { placed } = this.reasonAt(place);
        const cell = this.live.get(place.object * clusters.length + place.cluster);
        if (cell === undefined) {
            if (!placed)
                return undefined;
            const outcome = cluster.state === 'unknown' ? 'Unknown' : 'InSync';
            return { outcome, reason: cluster.reason, fields: [] };
        }
        return {
            outcome: cell.outcome,
            reason: texts[cell.reason ?? -1],
            fields: cell.fields.map(([path, wanted, found, by]) => ({
                path: texts[path] ?? '',
                wanted: texts[wanted],
                found: texts[found],
                by: texts[by],
            })),
        };
    }
    isAdriftAt(place) {
        const live = this.liveAt(place);
        return live !== undefined && live.outcome !== 'InSync';
    }
    worstAt({ object, cluster }) {
        return this.worst.get(object * this.data.clusters.length + cluster);
    }
    problemsOf(object, cluster) {
        const problems = this.data.problems.filter((problem) => problem.object === object);
        const isHere = (problem) => problem.cluster === cluster;
        return [...problems.filter(isHere), ...problems.filter((problem) => !isHere(problem))];
    }
    outcome(place) {
        return this.data.outcomes[this.outcomeAt(place)];
    }
}
exports.Matrix = Matrix;
function nameOf({ namespace, name }) {
    return namespace === undefined ? name : \`\${namespace}/\${name}\`;
}
function titleOf(object) {
    return \`\${object.kind} \${nameOf(object)}\`;
}
},
"report/runs"(exports, require) {
"use strict";
Object.defineProperty(exports, "__esModule", { value: true });
exports.runsOfPositions = runsOfPositions;
exports.positionsOfRuns = positionsOfRuns;
exports.runsOfValues = runsOfValues;
exports.valuesOfRuns = valuesOfRuns;
function runsOfPositions(positions) {
    const runs = [];
    for (const position of positions) {
        const last = runs.length - 2;
        if (last >= 0 && runs[last] + runs[last + 1] === position) {
            runs[last + 1] = runs[last + 1] + 1;
        }
        else
            runs.push(position, 1);
    }
    return runs;
}
function positionsOfRuns(runs) {
    const positions = [];
    for (let at = 0; at < runs.length; at += 2) {
        for (let more = 0; more < runs[at + 1]; more += 1)
            positions.push(runs[at] + more);
    }
    return positions;
}
function runsOfValues(values) {
    const runs = [];
    for (const value of values) {
        const last = runs.length - 2;
        if (last >= 0 && runs[last] === value)
            runs[last + 1] = runs[last + 1] + 1;
        else
            runs.push(value, 1);
    }
    return runs;
}
function valuesOfRuns(runs) {
    const values = [];
    for (let at = 0; at < runs.length; at += 2) {
        for (let more = 0; more < runs[at + 1]; more += 1)
            values.push(runs[at]);
    }
    return values;
}
},
"report/page/tone"(exports, require) {
"use strict";
Object.defineProperty(exports, "__esModule", { value: true });
exports.toneOf = toneOf;
const TONES = {
    named: 'on',
    selected: 'on',
    scheduled: 'on',
    chosen: 'on',
    'not-named': 'off',
    'not-selected': 'off',
    'not-scheduled': 'off',
    'not-chosen': 'off',
    'condition-not-met': 'off',
    excluded: 'off',
    tainted: 'off',
    'affinity-not-met': 'off',
    'anti-affinity-not-met': 'off',
    'no-topology': 'off',
    'no-replicas': 'off',
    'no-placement': 'off',
    'namespace-not-placed': 'off',
    'system-namespace': 'off',
    'not-watched': 'off',
    'namespace-not-federated': 'failed',
    'placement-failed': 'failed',
    'cluster-not-ready': 'failed',
    'template-failed': 'failed',
    'override-failed': 'failed',
    'create-refused': 'failed',
};
function toneOf(code) {
    return TONES[code];
}
},
"report/page/policy-parts"(exports, require) {
"use strict";
Object.defineProperty(exports, "__esModule", { value: true });
exports.rankPart = rankPart;
exports.divisionsPart = divisionsPart;
const counted_1 = require("report/page/counted");
const element_1 = require("report/page/element");
const explanation_parts_1 = require("report/page/explanation-parts");
const long_list_1 = require("report/page/long-list");
const MOST_NAMES = 10;
function rankPart(matrix, place) {
    const { rank, scores } = matrix.rankingAt(place);
    return (0, explanation_parts_1.part)('Rank', rank !== undefined && (0, element_1.element)('p', {}, rank), scores !== undefined && scores !== '' && (0, element_1.element)('p', { class: 'detail' }, scores));
}
function divisionsPart(matrix, object, cluster) {
    const divisions = matrix.divisionsOf(object, cluster).map(({ what, origin, steps, replicas }) => {
        const counts = [...replicas].map(([name, count]) => \`\${name} \${count}\`);
        return (0, element_1.element)('div', { class: 'division' }, (0, element_1.element)('p', {}, what, origin !== undefined && (0, element_1.element)('span', { class: 'origin' }, \` \${origin}\`)), steps.length > 0 && (0, long_list_1.longList)(steps, stepRow, (0, element_1.element)('table', { class: 'steps' })), steps.length > 0 && (0, element_1.element)('p', { class: 'detail' }, \`so: \${(0, counted_1.listed)(counts, MOST_NAMES)}\`));
    });
    return (0, explanation_parts_1.part)('Replicas', ...divisions);
}
function stepRow({ cluster, change, why }) {
    return (0, element_1.element)('tr', {}, (0, element_1.element)('td', {}, cluster), (0, element_1.element)('td', { class: 'number' }, change < 0 ? String(change) : \`+\${change}\`), (0, element_1.element)('td', {}, why));
}
},
"report/page/long-list"(exports, require) {
"use strict";
Object.defineProperty(exports, "__esModule", { value: true });
exports.longList = longList;
const counted_1 = require("report/page/counted");
const element_1 = require("report/page/element");
const STEP = 200;
function longList(items, make, list = (0, element_1.element)('ul')) {
    const whole = (0, element_1.element)('div', {}, list);
    const more = (0, element_1.element)('button', { type: 'button', class: 'more' });
    let made = 0;
    const add = () => {
        const next = items.slice(made, made + STEP);
        list.append(...next.map(make));
        made += next.length;
        const left = items.length - made;
        more.textContent = \`Show \${(0, counted_1.count)(Math.min(left, STEP), 'more', 'more')} of \${left.toLocaleString('en-US')}\`;
        if (left === 0)
            more.remove();
        else
            whole.append(more);
    };
    more.addEventListener('click', add);
    add();
    return whole;
}
},
"report/page/filter"(exports, require) {
"use strict";
Object.defineProperty(exports, "__esModule", { value: true });
exports.shownOf = shownOf;
exports.objectTest = objectTest;
exports.clusterTest = clusterTest;
const matrix_1 = require("report/page/matrix");
function shownOf(matrix, filter) {
    const { data } = matrix;
    const isWanted = objectTest(filter);
    const hasCluster = clusterTest(filter.clusters);
    const clusters = positionsWhere(data.clusters, hasCluster);
    const objects = positionsWhere(data.objects, (object) => isWanted((0, matrix_1.titleOf)(object)));
    return narrowed(narrowed({ objects, clusters }, differing(matrix, filter)), troubled(matrix, filter));
}
function objectTest({ objects, kind }) {
    const words = wordsOf(objects.toLowerCase());
    return (title) => {
        if (kind !== '' && !title.startsWith(\`\${kind} \`))
            return false;
        const text = title.toLowerCase();
        const path = text.replace(' ', '/');
        return words.every((word) => text.includes(word) || path.includes(word));
    };
}
function clusterTest(wanted) {
    const tests = wordsOf(wanted.replaceAll(',', ' ')).map((word) => {
        const [, key, sign = '', value = ''] = /^([^=!]+)(!?==?)(.*)$/.exec(word) ?? [];
        if (key === undefined)
            return ({ name }) => name.includes(word.toLowerCase());
        return ({ labels }) => {
            const found = Object.hasOwn(labels, key) ? labels[key] : undefined;
            const holds = value === '' ? found !== undefined : found === value;
            return sign.startsWith('!') ? !holds : holds;
        };
    });
    return (cluster) => tests.every((test) => test(cluster));
}
function differing(matrix, { differences }) {
    if (!differences)
        return undefined;
    return { has: (object, cluster) => matrix.differencesAt({ object, cluster }) > 0, keeps: () => false };
}
function troubled(matrix, { problems }) {
    if (!problems)
        return undefined;
    return {
        has: (object, cluster) => matrix.worstAt({ object, cluster }) !== undefined ||
            matrix.toneAt({ object, cluster }) === 'failed' ||
            matrix.isAdriftAt({ object, cluster }),
        keeps: (object) => matrix.data.objects[object]?.worst !== undefined,
    };
}
function narrowed({ objects, clusters }, narrowing) {
    if (narrowing === undefined)
        return { objects, clusters };
    const columns = new Set();
    const rows = objects.filter((object) => {
        const found = clusters.filter((cluster) => narrowing.has(object, cluster));
        found.forEach((cluster) => columns.add(cluster));
        return found.length > 0 || narrowing.keeps(object);
    });
    const isOfObjects = columns.size === 0 && rows.length > 0;
    return { objects: rows, clusters: isOfObjects ? clusters : clusters.filter((cluster) => columns.has(cluster)) };
}
function positionsWhere(items, test) {
    return items.flatMap((item, position) => (test(item) ? [position] : []));
}
function wordsOf(text) {
    return text.split(/\\s+/).filter((word) => word !== '');
}
},
"report/page/grid"(exports, require) {
"use strict";
Object.defineProperty(exports, "__esModule", { value: true });
exports.Grid = void 0;
const cell_1 = require("report/page/cell");
const counted_1 = require("report/page/counted");
const element_1 = require("report/page/element");
const grid_keys_1 = require("report/page/grid-keys");
const grid_layout_1 = require("report/page/grid-layout");
const grid_window_1 = require("report/page/grid-window");
const matrix_1 = require("report/page/matrix");
const STEP = 8;
const NOTHING = { first: 0, end: 0 };
class Grid {
    matrix;
    choose;
    element = (0, element_1.element)('div', {
        class: 'grid',
        role: 'grid',
        tabindex: 0,
        'aria-label': 'Objects by clusters',
    });
    head = (0, element_1.element)('div', { class: 'grid-head', role: 'row', 'aria-rowindex': 1 });
    body = (0, element_1.element)('div', { class: 'grid-body', role: 'rowgroup' });
    rows = new Map();
    shown = { objects: [], clusters: [] };
    layout;
    width = 0;
    columns = NOTHING;
    active = { row: 0, column: 0 };
    isWaiting = false;
    constructor(matrix, choose) {
        this.matrix = matrix;
        this.choose = choose;
        this.layout = (0, grid_layout_1.gridLayout)(matrix, this.shown, { page: 0, grid: 0 });
        this.element.append((0, element_1.element)('div', { class: 'grid-head-group', role: 'rowgroup' }, this.head), this.body);
        this.element.addEventListener('scroll', () => {
            this.soon();
        }, { passive: true });
        this.element.addEventListener('click', (event) => {
            this.clicked(event);
        });
        this.element.addEventListener('keydown', (event) => {
            this.pressed(event);
        });
        new ResizeObserver(() => {
            this.show(this.shown);
        }).observe(this.element);
    }
    show(shown) {
        this.shown = shown;
        const { element: grid, body, head } = this;
        this.width = grid.clientWidth;
        this.layout = (0, grid_layout_1.gridLayout)(this.matrix, shown, { page: document.body.clientWidth, grid: this.width });
        const { row, column, rowHead, columnHead } = this.layout;
        const width = rowHead + shown.clusters.length * column;
        (0, element_1.place)(body, { width, height: shown.objects.length * row });
        (0, element_1.place)(head, { width, height: columnHead });
        grid.classList.toggle('wide', this.layout.isWide);
        grid.setAttribute('aria-rowcount', String(shown.objects.length + 1));
        grid.setAttribute('aria-colcount', String(shown.clusters.length + 1));
        const { row: atRow, column: atColumn } = this.active;
        const active = {
            row: Math.min(atRow, shown.objects.length - 1),
            column: Math.min(atColumn, shown.clusters.length - 1),
        };
        this.active = active.row < 0 && active.column < 0 ? { row: 0, column: 0 } : active;
        this.clear();
        this.draw();
    }
    focus() {
        this.element.focus();
    }
    goTo({ object, cluster }) {
        if (this.element.clientWidth !== this.width)
            this.show(this.shown);
        const row = this.shown.objects.indexOf(object);
        const column = this.shown.clusters.indexOf(cluster);
        if (row >= 0 || column >= 0)
            this.move({ row, column });
    }
    clear() {
        this.rows.clear();
        this.body.replaceChildren();
        this.head.replaceChildren();
        this.columns = NOTHING;
    }
    soon() {
        if (this.isWaiting)
            return;
        this.isWaiting = true;
        requestAnimationFrame(() => {
            this.isWaiting = false;
            this.draw();
        });
    }
    draw() {
        const { layout, shown } = this;
        const { scrollTop, scrollLeft, clientHeight, clientWidth } = this.element;
        const columns = (0, grid_window_1.spanOf)(shown.clusters.length, layout.column, {
            from: scrollLeft,
            extent: Math.max(0, clientWidth - layout.rowHead),
            step: STEP,
        });
        const rows = (0, grid_window_1.spanOf)(shown.objects.length, layout.row, { from: scrollTop, extent: clientHeight, step: STEP });
        if (!(0, grid_window_1.isSameSpan)(columns, this.columns) || this.rows.size === 0) {
            this.clear();
            this.columns = columns;
            this.drawHead();
        }
        for (const [row, drawn] of this.rows) {
            if (row >= rows.first && row < rows.end)
                continue;
            drawn.remove();
            this.rows.delete(row);
        }
        const fresh = [];
        for (let row = rows.first; row < rows.end; row += 1) {
            if (this.rows.has(row))
                continue;
            const drawn = this.rowElement(row);
            this.rows.set(row, drawn);
            fresh.push(drawn);
        }
        this.body.append(...fresh);
        this.mark();
    }
    drawHead() {
        const { layout, shown, columns } = this;
        const { data } = this.matrix;
        const corner = (0, element_1.element)('div', { class: 'corner', role: 'columnheader', 'aria-colindex': 1 }, \`\${(0, counted_1.countOf)(shown.objects.length, data.objects.length, 'object')}, \${(0, counted_1.countOf)(shown.clusters.length, data.clusters.length, 'cluster')}\`);
        this.head.replaceChildren((0, element_1.place)(corner, { width: layout.rowHead }));
        for (let column = columns.first; column < columns.end; column += 1) {
            const cluster = data.clusters[shown.clusters[column]];
            const name = cluster?.name ?? '';
            const made = (0, element_1.element)('div', {
                id: idOf({ row: -1, column }),
                class: \`column-head\${cluster?.ready === false ? ' not-ready' : ''}\`,
                role: 'columnheader',
                'aria-colindex': column + 2,
                title: cluster?.ready === false ? \`\${name}, not ready\` : name,
            }, (0, element_1.element)('span', {}, name));
            this.head.append((0, element_1.place)(made, { left: layout.rowHead + column * layout.column, width: layout.column }));
        }
    }
    rowElement(row) {
        const { layout, shown, columns, matrix } = this;
        const position = shown.objects[row];
        const object = matrix.data.objects[position];
        if (object === undefined)
            return (0, element_1.element)('div');
        const head = (0, element_1.element)('div', {
            id: idOf({ row, column: -1 }),
            class: \`row-head \${object.worst ?? ''}\`.trimEnd(),
            role: 'rowheader',
            'aria-colindex': 1,
            title: (0, matrix_1.titleOf)(object),
        }, (0, element_1.element)('span', { class: 'name' }, (0, matrix_1.nameOf)(object)), (0, element_1.element)('span', { class: 'kind' }, object.kind));
        const made = (0, element_1.element)('div', { class: 'row', role: 'row', 'aria-rowindex': row + 2 }, (0, element_1.place)(head, { width: layout.rowHead }));
        for (let column = columns.first; column < columns.end; column += 1) {
            const cluster = shown.clusters[column];
            const cell = (0, cell_1.cellElement)(matrix, { object: position, cluster }, layout.column >= grid_layout_1.ROOMY);
            cell.id = idOf({ row, column });
            cell.setAttribute('aria-colindex', String(column + 2));
            made.append((0, element_1.place)(cell, { left: layout.rowHead + column * layout.column, width: layout.column }));
        }
        return (0, element_1.place)(made, { top: row * layout.row });
    }
    mark() {
        for (const marked of this.element.querySelectorAll('.active')) {
            marked.classList.remove('active');
            marked.removeAttribute('aria-selected');
        }
        const id = idOf(this.active);
        const active = document.getElementById(id);
        active?.classList.add('active');
        active?.setAttribute('aria-selected', 'true');
        if (active === null)
            this.element.removeAttribute('aria-activedescendant');
        else
            this.element.setAttribute('aria-activedescendant', id);
    }
    move(to) {
        this.active = to;
        const { layout, element: grid } = this;
        const { row, column, rowHead, columnHead } = layout;
        if (to.row >= 0) {
            const view = { from: grid.scrollTop, extent: grid.clientHeight - columnHead };
            grid.scrollTop = (0, grid_window_1.scrolledTo)({ start: to.row * row, size: row }, view);
        }
        if (to.column >= 0) {
            const view = { from: grid.scrollLeft, extent: grid.clientWidth - rowHead };
            grid.scrollLeft = (0, grid_window_1.scrolledTo)({ start: to.column * column, size: column }, view);
        }
        this.draw();
    }
    pressed(event) {
        if (event.altKey || event.metaKey)
            return;
        if (event.key === 'Enter' || event.key === ' ') {
            event.preventDefault();
            this.chooseAt(this.active);
            return;
        }
        const { objects, clusters } = this.shown;
        const page = Math.max(1, Math.floor((this.element.clientHeight - this.layout.columnHead) / this.layout.row) - 1);
        const to = (0, grid_keys_1.movedBy)(event, this.active, { rows: objects.length, columns: clusters.length, page });
        if (to === undefined)
            return;
        event.preventDefault();
        this.move(to);
    }
    clicked({ target }) {
        const cell = target instanceof Element ? target.closest('[id^="at_"]') : null;
        const [, row, column] = cell?.id.split('_') ?? [];
        if (row === undefined || column === undefined)
            return;
        this.move({ row: Number(row), column: Number(column) });
        this.chooseAt(this.active);
    }
    chooseAt({ row, column }) {
        const object = this.shown.objects[row] ?? -1;
        const cluster = this.shown.clusters[column] ?? -1;
        if (object >= 0 || cluster >= 0)
            this.choose({ object, cluster });
    }
}
exports.Grid = Grid;
function idOf({ row, column }) {
    return \`at_\${row}_\${column}\`;
}
},
"report/page/grid-keys"(exports, require) {
"use strict";
Object.defineProperty(exports, "__esModule", { value: true });
exports.movedBy = movedBy;
function movedBy({ key, ctrlKey }, { row, column }, { rows, columns, page }) {
    const within = (value, length) => Math.max(-1, Math.min(value, length - 1));
    const to = (toRow, toColumn) => {
        const moved = { row: within(toRow, rows), column: within(toColumn, columns) };
        return moved.row < 0 && moved.column < 0 ? { row, column } : moved;
    };
    switch (key) {
        case 'ArrowUp':
            return to(row - 1, column);
        case 'ArrowDown':
            return to(row + 1, column);
        case 'ArrowLeft':
            return to(row, column - 1);
        case 'ArrowRight':
            return to(row, column + 1);
        case 'PageUp':
            return to(Math.max(0, row - page), column);
        case 'PageDown':
            return to(row + page, column);
        case 'Home':
            return ctrlKey ? to(0, 0) : to(row, 0);
        case 'End':
            return ctrlKey ? to(rows - 1, columns - 1) : to(row, columns - 1);
        default:
            return undefined;
    }
}
},
"report/page/grid-layout"(exports, require) {
"use strict";
Object.defineProperty(exports, "__esModule", { value: true });
exports.ROOMY = void 0;
exports.gridLayout = gridLayout;
const matrix_1 = require("report/page/matrix");
const ROW = 28;
const NARROW = 36;
const WIDEST = 170;
exports.ROOMY = 80;
const LETTER = 7.4;
function gridLayout(matrix, { clusters }, width) {
    const { data } = matrix;
    const longest = Math.max(0, ...data.objects.map((object) => (0, matrix_1.nameOf)(object).length + object.kind.length));
    const rowHead = clamp(longest * LETTER + 44, 180, Math.min(400, width.page / 3));
    const letters = Math.max(4, ...data.clusters.map(({ name }) => name.length));
    const lying = clamp(letters * LETTER + 12, 56, WIDEST);
    if (clusters.length * lying > width.page - rowHead) {
        return { row: ROW, column: NARROW, rowHead, columnHead: clamp(letters * LETTER + 20, 60, 180), isWide: false };
    }
    const column = clamp((width.grid - rowHead - 2) / Math.max(1, clusters.length), lying, WIDEST);
    return { row: ROW, column, rowHead, columnHead: 34, isWide: true };
}
function clamp(value, least, most) {
    return Math.floor(Math.max(least, Math.min(most, value)));
}
},
"report/page/grid-window"(exports, require) {
"use strict";
Object.defineProperty(exports, "__esModule", { value: true });
exports.spanOf = spanOf;
exports.isSameSpan = isSameSpan;
exports.scrolledTo = scrolledTo;
function spanOf(length, size, view) {
    const { from, extent, step } = view;
    const first = Math.floor(from / size / step) * step - step;
    const end = Math.ceil((from + extent) / size / step) * step + step;
    return { first: Math.max(0, Math.min(first, length)), end: Math.max(0, Math.min(end, length)) };
}
function isSameSpan(left, right) {
    return left.first === right.first && left.end === right.end;
}
function scrolledTo(stretch, view) {
    const { start, size } = stretch;
    if (start < view.from)
        return start;
    return start + size > view.from + view.extent ? start + size - view.extent : view.from;
}
},
"report/page/legend"(exports, require) {
"use strict";
Object.defineProperty(exports, "__esModule", { value: true });
exports.legend = legend;
const element_1 = require("report/page/element");
const SIGNS = [
    ['on', '✓', 'placed; a number is its replicas'],
    ['on differs', '3', 'fields differ from the template'],
    ['off', '·', 'left out'],
    ['failed', '✕', 'missing, since something is wrong'],
];
const LIVE_SIGNS = [['on adrift', '✓', 'lives otherwise, or nobody knows']];
const KEYS = '/ search   arrows move   Enter explains   Esc closes';
function legend(isLive) {
    return (0, element_1.element)('footer', { class: 'legend' }, ...[...SIGNS, ...(isLive ? LIVE_SIGNS : [])].map(([look, sign, meaning]) => (0, element_1.element)('span', {}, (0, element_1.element)('span', { class: \`cell \${look}\`, 'aria-hidden': 'true' }, sign), \` \${meaning}\`)), (0, element_1.element)('span', { class: 'keys' }, KEYS));
}
},
"report/page/panel"(exports, require) {
"use strict";
Object.defineProperty(exports, "__esModule", { value: true });
exports.Panel = void 0;
const element_1 = require("report/page/element");
class Panel {
    closed;
    element = (0, element_1.element)('aside', { class: 'panel', 'aria-label': 'Explanation', hidden: true });
    constructor(closed) {
        this.closed = closed;
        this.element.addEventListener('keydown', (event) => {
            if (event.key === 'Escape')
                this.close();
        });
    }
    get isOpen() {
        return !this.element.hidden;
    }
    open({ title, on, parts }) {
        const close = (0, element_1.element)('button', { type: 'button', class: 'close', 'aria-label': 'Close' }, '✕');
        close.addEventListener('click', () => {
            this.close();
        });
        this.element.replaceChildren((0, element_1.element)('header', {}, (0, element_1.element)('h2', { 'aria-live': 'polite' }, title, on !== undefined && (0, element_1.element)('span', { class: 'on-cluster' }, \` on \${on}\`)), close), ...parts.filter((part) => part !== undefined));
        this.element.hidden = false;
        this.element.scrollTop = 0;
    }
    close() {
        if (!this.isOpen)
            return;
        this.element.hidden = true;
        this.closed();
    }
}
exports.Panel = Panel;
},
"report/page/plan-view"(exports, require) {
"use strict";
Object.defineProperty(exports, "__esModule", { value: true });
exports.planElements = planElements;
exports.planSummary = planSummary;
exports.refusals = refusals;
exports.changeElement = changeElement;
const runs_1 = require("report/runs");
const counted_1 = require("report/page/counted");
const element_1 = require("report/page/element");
const filter_1 = require("report/page/filter");
const long_list_1 = require("report/page/long-list");
const SIGNS = { create: '+', update: '~', delete: '−', move: '>' };
const MOST = 8;
function planElements(data, filter) {
    const { plan } = data;
    if (plan === 'not-asked') {
        return [
            (0, element_1.element)('h2', {}, 'What would change'),
            (0, element_1.element)('p', { class: 'hint' }, 'This page was made without an earlier tree to compare with. ', (0, element_1.element)('code', {}, 'fed8s report --against dist'), ' compares with a folder, or with what a commit has of it.'),
        ];
    }
    if (plan === 'has-errors') {
        return [
            (0, element_1.element)('h2', {}, 'What would change'),
            (0, element_1.element)('p', { class: 'hint' }, 'The federation has errors, so nothing would be written, and a comparison would mislead. The problems say what to mend.'),
        ];
    }
    const changes = wantedChanges(data, plan, filter);
    const deletions = changes.filter(({ action }) => action === 'delete');
    const others = changes.filter(({ action }) => action !== 'delete');
    return [
        (0, element_1.element)('h2', {}, \`What would change of \${plan.against}\`),
        (0, element_1.element)('p', { class: 'sum' }, planSummary(plan)),
        ...refusals(plan),
        ...(deletions.length === 0
            ? []
            : [(0, element_1.element)('h3', {}, (0, counted_1.count)(deletions.length, 'deletion')), changeList(deletions, data.texts, plan)]),
        ...(others.length === 0
            ? []
            : [(0, element_1.element)('h3', {}, (0, counted_1.count)(others.length, 'other change')), changeList(others, data.texts, plan)]),
        ...membersOf(plan),
        changes.length < plan.changes.length &&
            (0, element_1.element)('p', { class: 'hint' }, \`\${(0, counted_1.count)(plan.changes.length - changes.length, 'change')} not shown by the filter.\`),
    ];
}
function planSummary({ created, updated, deleted, touched, names }) {
    if (touched === 0)
        return 'Nothing changes.';
    return \`\${(0, counted_1.number)(created)} created, \${(0, counted_1.number)(updated)} updated, \${(0, counted_1.number)(deleted)} deleted on \${(0, counted_1.number)(touched)} of \${(0, counted_1.count)(names.length, 'cluster')}\`;
}
function refusals({ refusals: refused }) {
    if (refused.length === 0)
        return [];
    const lines = refused.map(({ message, remedy }) => (0, element_1.element)('li', { class: 'problem error' }, (0, element_1.element)('p', {}, message), (0, element_1.element)('p', { class: 'remedy' }, remedy)));
    return [
        (0, element_1.element)('div', { class: 'refusals', role: 'note' }, (0, element_1.element)('h3', {}, 'fed8s plan refuses these deletions'), (0, element_1.element)('ul', { class: 'problems' }, ...lines)),
    ];
}
function changeElement(change, { names, texts }) {
    const { action, object, clusters, to, fields, isGone, replacedFor } = change;
    const namesOf = (runs) => (0, counted_1.listed)((0, runs_1.positionsOfRuns)(runs).map((at) => names[at] ?? ''), MOST);
    const where = to === undefined ? \`on \${namesOf(clusters)}\` : \`from \${namesOf(clusters)} to \${namesOf(to)}\`;
    const lines = fields.map(([path, before, after]) => (0, element_1.element)('li', {}, (0, element_1.element)('code', { class: 'path' }, texts[path] ?? ''), ' ', (0, element_1.element)('del', {}, texts[before] ?? '(none)'), (0, element_1.element)('span', { class: 'arrow' }, ' → '), (0, element_1.element)('ins', {}, texts[after] ?? '(none)')));
    const anew = replacedFor.map((path) => (0, element_1.element)('li', { class: 'anew' }, \`! \${texts[path] ?? ''} cannot be changed: the object has to be made anew\`));
    return (0, element_1.element)('li', { class: \`change \${action}\` }, (0, element_1.element)('p', {}, (0, element_1.element)('span', { class: 'sign' }, SIGNS[action]), (0, element_1.element)('strong', {}, action), \` \${object} \`, (0, element_1.element)('span', { class: 'clusters' }, where), isGone && (0, element_1.element)('span', { class: 'gone' }, 'on no cluster any more')), (lines.length > 0 || anew.length > 0) && (0, element_1.element)('ul', { class: 'change-fields' }, ...lines, ...anew));
}
function changeList(changes, texts, { names }) {
    return (0, long_list_1.longList)(changes, (change) => changeElement(change, { names, texts }), (0, element_1.element)('ul', { class: 'changes' }));
}
function membersOf({ joined, left, names }) {
    const line = (what, runs) => runs.length > 0 &&
        (0, element_1.element)('p', { class: 'members' }, \`\${what}: \${(0, counted_1.listed)((0, runs_1.positionsOfRuns)(runs).map((at) => names[at] ?? ''), 20)}\`);
    return [line('joins the fleet', joined), line('leaves the fleet', left)];
}
function wantedChanges(data, plan, filter) {
    const isWanted = (0, filter_1.objectTest)(filter);
    if (filter.clusters.trim() === '')
        return plan.changes.filter(({ object }) => isWanted(object));
    const labels = new Map(data.clusters.map(({ name, labels: found }) => [name, found]));
    const hasCluster = (0, filter_1.clusterTest)(filter.clusters);
    const wanted = plan.names.map((name) => hasCluster({ name, labels: labels.get(name) ?? {} }));
    return plan.changes.filter(({ object, clusters, to = [] }) => {
        return isWanted(object) && [...(0, runs_1.positionsOfRuns)(clusters), ...(0, runs_1.positionsOfRuns)(to)].some((at) => wanted[at] === true);
    });
}
},
"report/page/print-view"(exports, require) {
"use strict";
Object.defineProperty(exports, "__esModule", { value: true });
exports.printElements = printElements;
exports.summaryText = summaryText;
const counted_1 = require("report/page/counted");
const element_1 = require("report/page/element");
const matrix_1 = require("report/page/matrix");
const plan_view_1 = require("report/page/plan-view");
const problem_view_1 = require("report/page/problem-view");
const problems_view_1 = require("report/page/problems-view");
const MOST = 300;
const MOST_NAMES = 8;
function printElements(matrix) {
    const { data } = matrix;
    return [
        (0, element_1.element)('h1', {}, 'fed8s report'),
        (0, element_1.element)('p', {}, summaryText(data)),
        objectTable(matrix),
        ...planPart(data),
        (0, element_1.element)('h2', {}, (0, problems_view_1.problemsSummary)(data)),
        (0, element_1.element)('ul', { class: 'problems' }, ...firsts(data.problems, (problem) => (0, problem_view_1.problemElement)(problem, namesOf(data)))),
    ];
}
function summaryText({ objects, clusters, semantics, live }) {
    const unknown = live?.clusters.filter(({ state }) => state === 'unknown').length ?? 0;
    const others = live?.clusters.reduce((sum, cluster) => sum + cluster.others.length, 0) ?? 0;
    return [
        \`\${(0, counted_1.count)(objects.length, 'object')}, \${(0, counted_1.count)(clusters.length, 'cluster')}, semantics \${semantics}\`,
        ...(live === undefined ? [] : [\`\${(0, counted_1.number)(live.cells.length + others)} not in sync\`]),
        ...(unknown === 0 ? [] : [\`\${(0, counted_1.count)(unknown, 'cluster')} unknown\`]),
    ].join(', ');
}
function objectTable(matrix) {
    const heads = ['Kind', 'Object', 'Clusters', 'On', 'Replicas', 'Differs on', 'Problems'];
    const { objects } = matrix.data;
    return (0, element_1.element)('table', {}, (0, element_1.element)('thead', {}, (0, element_1.element)('tr', {}, ...heads.map((head) => (0, element_1.element)('th', {}, head)))), (0, element_1.element)('tbody', {}, ...objects.map((_, object) => objectRow(matrix, object))));
}
function objectRow(matrix, at) {
    const { data } = matrix;
    const object = data.objects[at];
    if (object === undefined)
        return (0, element_1.element)('tr');
    const on = [...data.clusters.keys()].filter((cluster) => matrix.reasonAt({ object: at, cluster }).placed);
    const replicas = on.map((cluster) => matrix.replicasAt({ object: at, cluster })).filter((one) => one !== undefined);
    const differing = on.filter((cluster) => matrix.differencesAt({ object: at, cluster }) > 0).length;
    const cells = [
        object.kind,
        (0, matrix_1.nameOf)(object),
        \`\${(0, counted_1.number)(on.length)} of \${(0, counted_1.number)(data.clusters.length)}\`,
        (0, counted_1.listed)(on.map((cluster) => data.clusters[cluster]?.name ?? ''), MOST_NAMES),
        replicas.length === 0 ? '' : (0, counted_1.number)(replicas.reduce((sum, one) => sum + one, 0)),
        differing === 0 ? '' : (0, counted_1.number)(differing),
        object.worst ?? '',
    ];
    return (0, element_1.element)('tr', {}, ...cells.map((cell) => (0, element_1.element)('td', {}, cell)));
}
function planPart({ plan, texts }) {
    if (typeof plan === 'string')
        return [];
    const changes = firsts(plan.changes, (change) => (0, plan_view_1.changeElement)(change, { names: plan.names, texts }));
    return [
        (0, element_1.element)('h2', {}, \`What would change of \${plan.against}\`),
        (0, element_1.element)('p', {}, (0, plan_view_1.planSummary)(plan)),
        ...(0, plan_view_1.refusals)(plan),
        (0, element_1.element)('ul', { class: 'changes' }, ...changes),
    ];
}
function firsts(items, make) {
    const left = items.length - MOST;
    const made = items.slice(0, MOST).map(make);
    return left > 0 ? [...made, (0, element_1.element)('li', {}, \`and \${(0, counted_1.count)(left, 'more', 'more')}\`)] : made;
}
function namesOf({ clusters }) {
    return clusters.map(({ name }) => name);
}
},
"report/page/problems-view"(exports, require) {
"use strict";
Object.defineProperty(exports, "__esModule", { value: true });
exports.problemElements = problemElements;
exports.problemsSummary = problemsSummary;
const counted_1 = require("report/page/counted");
const element_1 = require("report/page/element");
const filter_1 = require("report/page/filter");
const long_list_1 = require("report/page/long-list");
const problem_view_1 = require("report/page/problem-view");
function problemElements(data, filter) {
    const names = data.clusters.map(({ name }) => name);
    const problems = data.problems.filter(problemTest(data, filter));
    const untold = Object.entries(data.untold);
    return [
        (0, element_1.element)('h2', {}, problemsSummary(data)),
        problems.length > 0 &&
            (0, long_list_1.longList)(problems, (problem) => (0, problem_view_1.problemElement)(problem, names), (0, element_1.element)('ul', { class: 'problems' })),
        problems.length < data.problems.length &&
            (0, element_1.element)('p', { class: 'hint' }, \`\${(0, counted_1.number)(data.problems.length - problems.length)} not shown by the filter.\`),
        ...untold.map(([code, more]) => (0, element_1.element)('p', { class: 'hint' }, \`\${(0, counted_1.number)(more)} more of \${code} are not in this page; fed8s report --format json tells them all.\`)),
    ];
}
function problemsSummary({ problems, untold }) {
    const more = Object.values(untold).reduce((sum, one) => sum + one, 0);
    if (problems.length === 0)
        return 'No problems';
    const errors = problems.filter(({ severity }) => severity === 'error').length;
    const warnings = problems.length - errors;
    return [
        ...(errors > 0 ? [(0, counted_1.count)(errors, 'error')] : []),
        ...(warnings > 0 ? [(0, counted_1.count)(warnings, 'warning')] : []),
        ...(more > 0 ? [\`\${(0, counted_1.number)(more)} more\`] : []),
    ].join(', ');
}
function problemTest(data, filter) {
    const isWanted = (0, filter_1.objectTest)({ objects: filter.objects, kind: '' });
    const hasCluster = (0, filter_1.clusterTest)(filter.clusters);
    const wanted = data.clusters.map(hasCluster);
    return ({ about = '', message, code, object, cluster }) => {
        if (filter.kind !== '' && data.objects[object]?.kind !== filter.kind)
            return false;
        if (!isWanted(\`\${about} \${code} \${message}\`))
            return false;
        return cluster < 0 || wanted[cluster] === true;
    };
}
},
"report/page/tabs"(exports, require) {
"use strict";
Object.defineProperty(exports, "__esModule", { value: true });
exports.Tabs = void 0;
const element_1 = require("report/page/element");
class Tabs {
    views;
    changed;
    element = (0, element_1.element)('div', { class: 'tabs', role: 'tablist', 'aria-label': 'Views' });
    buttons;
    constructor(views, changed) {
        this.views = views;
        this.changed = changed;
        this.buttons = views.map(({ name, title, badge, tone, content }) => {
            const button = (0, element_1.element)('button', { type: 'button', role: 'tab', id: \`tab-\${name}\`, 'aria-controls': \`view-\${name}\` }, title, badge !== undefined && (0, element_1.element)('span', { class: \`count \${tone ?? ''}\`.trimEnd() }, badge));
            content.id = \`view-\${name}\`;
            content.setAttribute('role', 'tabpanel');
            content.setAttribute('aria-labelledby', button.id);
            button.addEventListener('click', () => {
                this.open(name);
            });
            return button;
        });
        this.element.append(...this.buttons);
        this.element.addEventListener('keydown', ({ key }) => {
            const step = key === 'ArrowRight' ? 1 : key === 'ArrowLeft' ? -1 : 0;
            if (step === 0)
                return;
            const at = this.buttons.findIndex((button) => button.getAttribute('aria-selected') === 'true');
            const next = (at + step + views.length) % views.length;
            this.open(views[next]?.name ?? '');
            this.buttons[next]?.focus();
        });
    }
    open(name) {
        this.views.forEach((view, at) => {
            const isOpen = view.name === name;
            view.content.hidden = !isOpen;
            this.buttons[at]?.setAttribute('aria-selected', String(isOpen));
            this.buttons[at]?.setAttribute('tabindex', isOpen ? '0' : '-1');
        });
        this.changed(name);
    }
}
exports.Tabs = Tabs;
},
"report/page/toolbar"(exports, require) {
"use strict";
Object.defineProperty(exports, "__esModule", { value: true });
exports.Toolbar = void 0;
const element_1 = require("report/page/element");
class Toolbar {
    element;
    objects = searchField('Objects', 'web, shop/, deployment/shop/web');
    clusters = searchField('Clusters', 'eu-1, region=eu, tier!=test');
    kind;
    differences = (0, element_1.element)('input', { type: 'checkbox' });
    problems = (0, element_1.element)('input', { type: 'checkbox' });
    constructor(kinds, changed) {
        this.kind = (0, element_1.element)('select', { 'aria-label': 'Kind' }, (0, element_1.element)('option', { value: '' }, 'all kinds'), ...kinds.map((kind) => (0, element_1.element)('option', { value: kind }, kind)));
        this.element = (0, element_1.element)('div', { class: 'toolbar', role: 'search' }, this.objects, this.clusters, this.kind, (0, element_1.element)('label', { class: 'only' }, this.differences, 'only with differences'), (0, element_1.element)('label', { class: 'only' }, this.problems, 'only with problems'));
        const tell = () => {
            changed(this.filter);
        };
        this.element.addEventListener('input', tell);
        this.element.addEventListener('keydown', ({ key, target }) => {
            if (key !== 'Escape' || !(target instanceof HTMLInputElement) || target.type !== 'search')
                return;
            if (target.value === '')
                target.blur();
            else {
                target.value = '';
                tell();
            }
        });
    }
    get filter() {
        return {
            objects: this.objects.value,
            clusters: this.clusters.value,
            kind: this.kind.value,
            differences: this.differences.checked,
            problems: this.problems.checked,
        };
    }
    focus() {
        this.objects.focus();
        this.objects.select();
    }
}
exports.Toolbar = Toolbar;
function searchField(what, such) {
    return (0, element_1.element)('input', {
        type: 'search',
        'aria-label': what,
        placeholder: \`\${what}: \${such}\`,
        spellcheck: 'false',
        autocomplete: 'off',
    });
}
},
};
const loaded = new Map();
const load = (name) => {
if (!loaded.has(name)) { const exports = {}; loaded.set(name, exports); modules[name](exports, load); }
return loaded.get(name);
};
load("report/page/main");
})();
`;

export const PAGE_STYLE = `:root {
  color-scheme: light dark;
  --back: #ffffff;
  --side: #f6f7f9;
  --text: #1d232b;
  --dim: #626c7a;
  --line: #dfe3e8;
  --accent: #1f5fa8;
  --on-back: #e2f1e7;
  --on-text: #1a6639;
  --differs-back: #fceecb;
  --differs-text: #7a4b00;
  --failed-back: #fbe3e1;
  --failed-text: #a3231a;
  --warning: #9a6200;
  --mono: ui-monospace, 'SFMono-Regular', Menlo, Consolas, 'Liberation Mono', monospace;
}

@media screen and (prefers-color-scheme: dark) {
  :root {
    --back: #14181d;
    --side: #1b2026;
    --text: #dde3ea;
    --dim: #939dab;
    --line: #2c333c;
    --accent: #79b4f2;
    --on-back: #1b3527;
    --on-text: #8fd6a9;
    --differs-back: #43361a;
    --differs-text: #f2c879;
    --failed-back: #46211f;
    --failed-text: #f4a59d;
    --warning: #e6b450;
  }
}

* {
  box-sizing: border-box;
}

[hidden] {
  display: none !important;
}

html,
body {
  height: 100%;
  margin: 0;
}

body {
  background: var(--back);
  color: var(--text);
  font:
    13px/1.45 system-ui,
    -apple-system,
    'Segoe UI',
    'Liberation Sans',
    Arial,
    sans-serif;
}

code,
.path {
  font-family: var(--mono);
  font-size: 0.92em;
}

h1,
h2,
h3,
p,
ul {
  margin: 0;
  padding: 0;
}

ul {
  list-style: none;
}

button,
input,
select {
  font: inherit;
  color: inherit;
}

:focus-visible {
  outline: 2px solid var(--accent);
  outline-offset: -2px;
}

.app {
  display: flex;
  flex-direction: column;
  height: 100%;
}

.top {
  display: flex;
  align-items: baseline;
  gap: 14px;
  padding: 10px 16px 0;
  background: var(--side);
  border-bottom: 1px solid var(--line);
}

.top h1 {
  font-size: 16px;
  letter-spacing: 0.01em;
}

.sum {
  color: var(--dim);
}

.tabs {
  display: flex;
  gap: 2px;
  margin-left: auto;
}

.tabs button {
  padding: 6px 12px 8px;
  border: 0;
  border-bottom: 2px solid transparent;
  background: none;
  color: var(--dim);
  cursor: pointer;
}

.tabs button[aria-selected='true'] {
  border-color: var(--accent);
  color: var(--text);
  font-weight: 600;
}

.count {
  margin-left: 6px;
  padding: 0 6px;
  border-radius: 8px;
  background: var(--line);
  color: var(--text);
  font-size: 11px;
  font-weight: 400;
}

.count.error {
  background: var(--failed-back);
  color: var(--failed-text);
}

.count.warning {
  background: var(--differs-back);
  color: var(--differs-text);
}

.toolbar {
  display: flex;
  flex-wrap: wrap;
  align-items: center;
  gap: 8px;
  padding: 8px 16px;
  border-bottom: 1px solid var(--line);
}

.toolbar input[type='search'] {
  flex: 1 1 220px;
  max-width: 340px;
}

.toolbar input[type='search'],
.toolbar select {
  height: 28px;
  padding: 0 8px;
  border: 1px solid var(--line);
  border-radius: 4px;
  background: var(--back);
}

.toolbar ::placeholder {
  color: var(--dim);
}

.only {
  display: none;
  align-items: center;
  gap: 5px;
  margin-left: 4px;
  white-space: nowrap;
}

.of-matrix .only {
  display: inline-flex;
}

main {
  flex: 1;
  min-height: 0;
}

.board {
  display: flex;
  flex-direction: column;
  height: 100%;
}

.split {
  position: relative;
  display: flex;
  flex: 1;
  min-height: 0;
}

.grid {
  flex: 1;
  min-width: 0;
  overflow: auto;
  outline: none;
  contain: strict;
}

.grid-head-group {
  position: sticky;
  top: 0;
  z-index: 2;
  width: max-content;
}

.grid-head {
  position: relative;
  border-bottom: 1px solid var(--line);
  background: var(--side);
}

.corner {
  position: sticky;
  left: 0;
  z-index: 3;
  display: flex;
  align-items: flex-end;
  height: 100%;
  padding: 0 12px 7px 16px;
  border-right: 1px solid var(--line);
  background: var(--side);
  color: var(--dim);
}

.column-head {
  position: absolute;
  bottom: 0;
  height: 100%;
  display: flex;
  align-items: flex-end;
  justify-content: center;
  padding-bottom: 8px;
  overflow: hidden;
  cursor: pointer;
}

.column-head span {
  overflow: hidden;
  max-height: 100%;
  white-space: nowrap;
  text-overflow: ellipsis;
  writing-mode: vertical-rl;
  transform: rotate(180deg);
}

.wide .column-head span {
  padding: 0 4px;
  writing-mode: horizontal-tb;
  transform: none;
}

.not-ready {
  color: var(--warning);
  font-style: italic;
}

.grid-body {
  position: relative;
}

.row {
  position: absolute;
  width: 100%;
  height: 28px;
  border-bottom: 1px solid color-mix(in srgb, var(--line) 55%, transparent);
}

.row:hover {
  background: var(--side);
}

.row-head {
  position: sticky;
  left: 0;
  z-index: 1;
  display: flex;
  align-items: center;
  justify-content: space-between;
  gap: 12px;
  height: 27px;
  padding: 0 12px 0 16px;
  border-right: 1px solid var(--line);
  background: var(--back);
  white-space: nowrap;
  cursor: pointer;
}

.row:hover .row-head {
  background: var(--side);
}

.name {
  overflow: hidden;
  text-overflow: ellipsis;
}

.kind {
  flex: none;
  max-width: 60%;
  overflow: hidden;
  text-overflow: ellipsis;
  color: var(--dim);
  font-size: 12px;
}

.row-head.error {
  box-shadow: inset 3px 0 0 var(--failed-text);
}

.row-head.warning {
  box-shadow: inset 3px 0 0 var(--warning);
}

.row .cell {
  position: absolute;
  top: 0;
  height: 27px;
  cursor: pointer;
}

.cell {
  display: flex;
  align-items: center;
  justify-content: center;
  gap: 6px;
  border: 2px solid transparent;
  background-clip: padding-box;
  border-radius: 5px;
  font-variant-numeric: tabular-nums;
  font-size: 12px;
}

.cell.on {
  background-color: var(--on-back);
  color: var(--on-text);
}

.cell.off {
  color: var(--dim);
}

.cell.failed {
  background-color: var(--failed-back);
  color: var(--failed-text);
}

.cell.differs {
  background-color: var(--differs-back);
  background-image: linear-gradient(225deg, var(--differs-text) 0 5px, transparent 5.5px);
  color: var(--differs-text);
}

.cell.error {
  box-shadow: inset 0 -2px 0 -0.5px var(--failed-text);
}

.cell.warning {
  box-shadow: inset 0 -2px 0 -0.5px var(--warning);
}

.cell.adrift {
  border-color: var(--failed-text);
}

.badge.adrift {
  background: var(--failed-back);
  color: var(--failed-text);
}

.cell small {
  font-size: 11px;
}

.active {
  outline: 1px solid color-mix(in srgb, var(--accent) 55%, transparent);
  outline-offset: -2px;
}

.grid:focus .active {
  outline: 2px solid var(--accent);
}

.nothing {
  padding: 12px 16px;
  color: var(--dim);
}

.legend {
  display: flex;
  flex-wrap: wrap;
  gap: 4px 20px;
  padding: 5px 16px;
  border-top: 1px solid var(--line);
  background: var(--side);
  color: var(--dim);
  font-size: 12px;
}

.legend > span {
  display: inline-flex;
  align-items: center;
  gap: 4px;
  white-space: pre;
}

.legend .cell {
  width: 26px;
  height: 20px;
  border: 0;
}

.keys {
  margin-left: auto;
}

.panel {
  flex: none;
  width: min(430px, 100%);
  overflow: auto;
  padding: 0 16px 20px;
  border-left: 1px solid var(--line);
  background: var(--side);
  overflow-wrap: anywhere;
}

.panel header {
  position: sticky;
  top: 0;
  display: flex;
  align-items: flex-start;
  justify-content: space-between;
  gap: 8px;
  padding: 10px 0 8px;
  background: var(--side);
}

.panel h2 {
  font-size: 15px;
}

.on-cluster {
  font-weight: 400;
}

.close {
  padding: 2px 7px;
  border: 0;
  border-radius: 4px;
  background: none;
  color: var(--dim);
  cursor: pointer;
}

.close:hover {
  background: var(--line);
}

.panel section {
  margin-bottom: 14px;
}

h3 {
  margin-bottom: 4px;
  color: var(--dim);
  font-size: 12px;
  font-weight: 600;
}

.verdict {
  margin-bottom: 4px;
}

.badge {
  display: inline-block;
  padding: 0 7px;
  border-radius: 4px;
  font-size: 12px;
  font-weight: 600;
}

.badge.on {
  background: var(--on-back);
  color: var(--on-text);
}

.badge.off {
  background: var(--line);
  color: var(--text);
}

.origin,
.meaning,
.by,
.where,
.more,
.hint {
  color: var(--dim);
}

.origin {
  font-family: var(--mono);
  font-size: 0.9em;
}

.conditions li,
.fields li,
.ways li {
  padding: 3px 0;
}

.sign {
  display: inline-block;
  width: 1.4em;
  font-family: var(--mono);
}

.holds .sign {
  color: var(--on-text);
}

.fails .sign {
  color: var(--failed-text);
}

.fields li + li,
.ways li + li {
  border-top: 1px solid var(--line);
}

del,
ins {
  padding: 0 4px;
  border-radius: 3px;
  font-family: var(--mono);
  font-size: 0.92em;
  text-decoration: none;
}

del {
  background: var(--failed-back);
  color: var(--failed-text);
}

ins {
  background: var(--on-back);
  color: var(--on-text);
}

.label {
  display: inline-block;
  margin: 0 4px 3px 0;
  padding: 0 5px;
  border: 1px solid var(--line);
  border-radius: 3px;
}

.chips {
  margin-top: 3px;
}

.chip {
  margin: 0 4px 4px 0;
  padding: 0 6px;
  border: 1px solid var(--line);
  border-radius: 3px;
  background: var(--back);
  font-size: 12px;
  cursor: pointer;
}

.chip:hover {
  border-color: var(--accent);
}

.division + .division {
  margin-top: 10px;
}

.steps {
  margin-top: 4px;
  border-collapse: collapse;
}

.steps td {
  padding: 1px 10px 1px 0;
  vertical-align: top;
}

.steps td:not(:last-child) {
  white-space: nowrap;
}

.number {
  text-align: right;
  font-variant-numeric: tabular-nums;
}

.page {
  height: 100%;
  overflow: auto;
  padding: 14px 16px 24px;
}

.page > * {
  max-width: 1000px;
}

.page h2,
.page h3 {
  margin: 0 0 6px;
  font-size: 15px;
  color: var(--text);
}

.page h3 {
  margin-top: 16px;
  font-size: 13px;
}

.hint {
  margin-top: 6px;
}

.refusals {
  margin: 12px 0;
  padding: 10px 14px 6px;
  border: 1px solid var(--failed-text);
  border-radius: 5px;
}

.refusals h3 {
  margin-top: 0;
  color: var(--failed-text);
}

.changes > li {
  padding: 5px 0;
  border-top: 1px solid var(--line);
}

.changes .sign {
  font-weight: 700;
}

.change.create .sign {
  color: var(--on-text);
}

.change.update .sign,
.change.move .sign {
  color: var(--warning);
}

.change.delete .sign,
.change.delete strong,
.anew {
  color: var(--failed-text);
}

.clusters {
  color: var(--dim);
}

.gone {
  margin-left: 8px;
  padding: 0 6px;
  border-radius: 3px;
  background: var(--failed-back);
  color: var(--failed-text);
  font-size: 12px;
}

.change-fields {
  margin-left: 1.4em;
}

.change-fields li {
  padding: 1px 0;
}

.members {
  margin-top: 8px;
}

.problem {
  padding: 7px 0 7px 10px;
  border-left: 3px solid var(--warning);
}

.problems .problem + .problem {
  margin-top: 8px;
}

.problem.error {
  border-color: var(--failed-text);
}

.problem strong {
  color: var(--warning);
}

.problem.error strong {
  color: var(--failed-text);
}

button.more {
  margin-top: 8px;
  padding: 3px 10px;
  border: 1px solid var(--line);
  border-radius: 4px;
  background: var(--side);
  cursor: pointer;
}

.paper,
noscript p {
  display: none;
}

noscript p {
  display: block;
  padding: 16px;
}

@media (max-width: 760px) {
  .panel {
    position: absolute;
    inset: 0 0 0 auto;
    z-index: 4;
  }

  .keys {
    display: none;
  }
}

@media print {
  html,
  body {
    height: auto;
  }

  .app {
    display: none;
  }

  .paper {
    display: block;
    font-size: 10px;
  }

  .paper h1 {
    font-size: 16px;
  }

  .paper h2 {
    margin: 14px 0 4px;
    font-size: 13px;
  }

  .paper h3,
  .paper .gone {
    font-size: 10px;
  }

  .paper table {
    width: 100%;
    margin-top: 8px;
    border-collapse: collapse;
  }

  .paper thead {
    display: table-header-group;
  }

  .paper th,
  .paper td {
    padding: 2px 8px 2px 0;
    border-bottom: 1px solid var(--line);
    text-align: left;
    vertical-align: top;
  }

  .paper tr,
  .paper li {
    break-inside: avoid;
  }
}
`;
