package uptime

import (
	"math/rand/v2"
	"testing"
	"time"

	"ownup/internal/status"
)

// BenchmarkAYearOfDays has the work of one component with a long history: its timeline,
// its bars and its windows.
func BenchmarkAYearOfDays(b *testing.B) {
	berlin := zone(b, "Europe/Berlin")
	random := rand.New(rand.NewPCG(1, 2))
	now := time.Date(2026, 3, 1, 12, 0, 0, 0, time.UTC)
	life := Interval{now.AddDate(-14, 0, 0), now}
	var effects []status.Effect
	for range 10_000 {
		from := life.From.Add(time.Duration(random.Int64N(life.seconds())) * time.Second)
		length := time.Duration(random.IntN(6*3600)) * time.Second
		health := status.UnderMaintenance + status.Health(random.IntN(4))
		effects = append(effects, status.Effect{Health: health, From: from, Until: from.Add(length)})
	}
	today := status.DateOf(now, berlin)
	days := Days(today.AddDays(-364), today.AddDays(1), berlin)
	timeline := New(effects, life, status.DefaultWeights())

	b.Run("timeline", func(b *testing.B) {
		for b.Loop() {
			New(effects, life, status.DefaultWeights())
		}
	})
	b.Run("days", func(b *testing.B) {
		for b.Loop() {
			Days(today.AddDays(-364), today.AddDays(1), berlin)
		}
	})
	b.Run("bars", func(b *testing.B) {
		for b.Loop() {
			for _, d := range days {
				timeline.Over(d.Interval)
			}
		}
	})
	b.Run("windows", func(b *testing.B) {
		for b.Loop() {
			for _, n := range Windows() {
				timeline.Over(LastDays(n, now, berlin))
			}
		}
	})
	b.Run("everything", func(b *testing.B) {
		for b.Loop() {
			timeline.Over(timeline.Observed())
		}
	})
}
