// What the pages do beyond showing: charts from their own tables, colour scheme, copying, staying live.
// Everything works without it but live updates and the two large charts, whose tables are in the page.
(() => {
  'use strict';

  const style = name => getComputedStyle(document.documentElement).getPropertyValue(name).trim();

  // --- charts -------------------------------------------------------------------------------------------------
  // A chart is drawn from the table beside it: one source, and readers of the table miss nothing.

  const charts = new Map();
  const PAPER = { width: 680, height: 190 }; // within the margins of A4

  const read = figure => {
    const [head, ...rows] = figure.querySelectorAll('table[data-series] tr');
    const names = [...head.cells].slice(1).map(cell => ({
      name: cell.dataset.short,
      colour: cell.dataset.colour
    }));
    const series = names.map((entry, i) => ({
      ...entry,
      points: rows
        .filter(row => row.cells[i + 1].dataset.v)
        .map(row => [Date.parse(row.cells[0].dataset.at), Number(row.cells[i + 1].dataset.v)])
    }));
    const markers = [...figure.querySelectorAll('table[data-markers] tbody tr')].map(row => ({
      at: Date.parse(row.cells[0].dataset.at),
      title: row.cells[1].textContent.trim().replace(/\s+/g, ' '),
      points: Number(row.cells[2].dataset.v)
    }));
    return { series, markers };
  };

  const day = at => new Intl.DateTimeFormat('en-GB', { day: 'numeric', month: 'short', timeZone: 'UTC' }).format(at);

  const draw = figure => {
    const plot = figure.querySelector('.plot');
    const { series, markers } = read(figure);
    const last = Math.max(...series.flatMap(s => s.points.map(p => p[0])));
    if (!Number.isFinite(last)) {
      return;
    }
    const narrow = plot.clientWidth < 520;
    const room = Math.min(230, 56 + 7.3 * Math.max(...series.map(s => s.name.length)));
    const ink = style('--tblr-secondary-color') || style('--tblr-secondary');
    const values = series.flatMap(s => s.points.map(p => p[1]));
    const low = Math.max(0, Math.floor((Math.min(...values) - 3) / 10) * 10);
    const high = Math.min(100, Math.ceil((Math.max(...values) + 3) / 10) * 10);

    // labels at the line ends must not overlap: push them apart from the top down
    const height = plot.clientHeight - 44;
    const ends = series
      .filter(s => s.points.length)
      .map(s => ({ s, y: height * (1 - (s.points.at(-1)[1] - low) / (high - low)) }))
      .sort((a, b) => a.y - b.y);
    ends.forEach((end, i) => {
      end.at = i === 0 ? end.y : Math.max(end.y, ends[i - 1].at + 15);
    });
    const shift = new Map(ends.map(end => [end.s, end.at - end.y]));

    const chart = globalThis.echarts.init(plot, null, { renderer: 'svg' });
    chart.setOption({
      animation: false,
      textStyle: { fontFamily: getComputedStyle(document.body).fontFamily },
      legend: {
        show: narrow, top: 0, left: 0, icon: 'roundRect', itemWidth: 14, itemHeight: 4,
        textStyle: { color: ink }
      },
      grid: { left: 30, right: narrow ? 8 : room, top: narrow ? 62 : 20, bottom: 24 },
      tooltip: {
        trigger: 'axis', renderMode: 'richText', backgroundColor: style('--tblr-bg-surface'),
        borderColor: style('--tblr-border-color'), textStyle: { color: style('--tblr-body-color'), fontSize: 12 },
        valueFormatter: v => Number(v).toFixed(1)
      },
      xAxis: {
        type: 'time', max: last, axisTick: { show: false }, axisLine: { lineStyle: { color: style('--tblr-border-color') } },
        axisLabel: { color: ink, hideOverlap: true, formatter: day }, splitLine: { show: false }
      },
      yAxis: {
        min: low, max: high, interval: 10, axisLabel: { color: ink },
        splitLine: { lineStyle: { color: style('--pl-line') } }
      },
      series: series.map((s, i) => {
        const colour = style(s.colour);
        return {
          name: s.name, type: 'line', step: 'end', symbol: 'none', data: s.points,
          lineStyle: { color: colour, width: i === 0 ? 2.5 : 1.75, type: ['solid', 'solid', [6, 3], [2, 2]][i] ?? 'solid' },
          itemStyle: { color: colour },
          endLabel: {
            show: !narrow, color: colour, fontWeight: 600, fontSize: 12, offset: [4, shift.get(s) ?? 0],
            formatter: p => `${Number(p.value[1]).toFixed(1)} ${s.name}`, width: room - 8, overflow: 'truncate'
          },
          ...(i === 0 && markers.length ? {
            markLine: {
              symbol: 'none', silent: true,
              data: markers.map((m, n) => ({
                xAxis: m.at,
                lineStyle: { color: style(m.points < 0 ? '--pl-bad' : '--pl-good'), type: 'dashed', width: 1 },
                label: {
                  formatter: String(n + 1), position: 'end', distance: 3, fontSize: 10, fontWeight: 700,
                  color: style(m.points < 0 ? '--pl-bad' : '--pl-good')
                }
              }))
            }
          } : {})
        };
      })
    });
    charts.set(figure, chart);
  };

  const drawAll = () => {
    for (const [figure, chart] of charts) {
      chart.dispose();
      charts.delete(figure);
    }
    if (globalThis.echarts) {
      document.querySelectorAll('figure[data-chart]').forEach(draw);
    }
  };

  // --- staying live -------------------------------------------------------------------------------------------

  const say = text => {
    const line = document.getElementById('announce');
    if (line) {
      line.textContent = text;
    }
  };

  let open = new Set();

  const show = id => document.getElementById(id)?.removeAttribute('hidden');
  const hide = id => document.getElementById(id)?.setAttribute('hidden', '');

  // One refresh at a time, and a pause after it; what changed meanwhile is shown by the next.
  const PAUSE = 1_000;
  let refreshing = false;
  let again = false;
  const refresh = () => {
    const content = document.getElementById('content');
    if (!content?.hasAttribute('hx-get')) {
      return;
    }
    again = refreshing;
    if (!refreshing) {
      refreshing = true;
      globalThis.htmx.trigger(content, 'changed');
    }
  };
  const refreshed = () =>
    setTimeout(() => {
      refreshing = false;
      if (again) {
        refresh();
      }
    }, PAUSE);

  // The page says when it was rendered, and the server at once whether anything changed since. A hidden page lets go
  // of its connection, so that a hundred forgotten tabs cost nothing.
  const listen = address => {
    let source;
    const close = () => {
      source?.close();
      source = undefined;
    };
    const connect = () => {
      if (source || document.hidden) {
        return;
      }
      const since = new URL(address, location.href);
      since.searchParams.set('since', document.getElementById('content')?.dataset.rendered ?? '');
      source = new EventSource(since);
      source.addEventListener('open', () => hide('offline'));
      source.addEventListener('changed', refresh);
      source.addEventListener('error', () => {
        show('offline');
        if (source?.readyState === EventSource.CLOSED) {
          source = undefined;
          setTimeout(connect, 10_000);
        }
      });
    };
    document.addEventListener('visibilitychange', () => (document.hidden ? close() : connect()));
    addEventListener('pagehide', close);
    addEventListener('pageshow', connect);
    connect();
  };

  const live = () => {
    document.body.addEventListener('htmx:beforeSwap', () => {
      open = new Set([...document.querySelectorAll('details[open][id]')].map(d => d.id));
    });
    document.body.addEventListener('htmx:afterSwap', () => {
      open.forEach(id => document.getElementById(id)?.setAttribute('open', ''));
      drawAll();
      say('This page was brought up to date.');
    });
    document.body.addEventListener('htmx:afterRequest', event => {
      if (event.detail.requestConfig.elt.id === 'content') {
        refreshed();
      }
    });
    document.body.addEventListener('htmx:responseError', event => {
      if ([401, 403, 499].includes(event.detail.xhr.status)) {
        show('signed-out');
      }
    });
    const region = document.querySelector('[data-live]');
    if (region) {
      listen(region.dataset.live);
    }
  };

  // --- small things -------------------------------------------------------------------------------------------

  const onClick = event => {
    const target = event.target.closest('[data-does]');
    if (!target) {
      return;
    }
    if (target.dataset.does === 'theme') {
      const next = document.documentElement.dataset.bsTheme === 'dark' ? 'light' : 'dark';
      try {
        localStorage.setItem('plumbline.theme', next);
        globalThis.plumblineTheme();
      } catch {
        document.documentElement.dataset.bsTheme = next; // not remembered, but done
      }
    } else if (target.dataset.does === 'copy') {
      const text = document.getElementById(target.dataset.from).textContent;
      navigator.clipboard.writeText(text).then(
        () => { target.textContent = 'Copied'; say('Copied.'); },
        () => { target.textContent = 'Select and copy'; }
      );
    } else if (target.dataset.does === 'print') {
      print();
    }
  };

  const onKey = event => {
    const typing = event.target.closest('input, textarea, select');
    if (event.key === '/' && !typing && !event.ctrlKey && !event.metaKey && !event.altKey) {
      const box = document.getElementById('search');
      if (box) {
        event.preventDefault();
        box.focus();
      }
    } else if (event.key === 'Escape') {
      document.querySelectorAll('details.menu[open]').forEach(menu => {
        menu.removeAttribute('open');
        menu.querySelector('summary').focus();
      });
    }
  };

  // a form that shows fields for one choice only
  const onChange = event => {
    const form = event.target.closest('form');
    form?.querySelectorAll('[data-only]').forEach(part => {
      const [field, value] = part.dataset.only.split('=');
      const chosen = new FormData(form).get(field) === value;
      part.hidden = !chosen;
      part.querySelectorAll('[data-required]').forEach(input => { input.required = chosen; });
    });
    if (event.target.matches('[data-submits]')) {
      form.requestSubmit();
    }
  };

  addEventListener('DOMContentLoaded', () => {
    document.addEventListener('click', onClick);
    document.addEventListener('keydown', onKey);
    document.addEventListener('change', onChange);
    document.querySelectorAll('form').forEach(form => onChange({ target: form }));
    live();
    drawAll();
    let settle;
    addEventListener('resize', () => {
      clearTimeout(settle);
      settle = setTimeout(drawAll, 150);
    });
    document.addEventListener('plumbline:theme', drawAll);
    addEventListener('beforeprint', () => charts.forEach(chart => chart.resize(PAPER)));
    addEventListener('afterprint', drawAll);
  });
})();
