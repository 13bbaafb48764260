package site_test

// The shapes of Statuspage's public API, version 2, as a client in Go would write them
// down from what real pages give: apart from the types that print ours, so that neither
// can hide a mistake of the other.
type (
	pageShape struct {
		ID        string `json:"id"`
		Name      string `json:"name"`
		URL       string `json:"url"`
		TimeZone  string `json:"time_zone"`
		UpdatedAt string `json:"updated_at"`
	}
	statusShape struct {
		Indicator   string `json:"indicator"`
		Description string `json:"description"`
	}
	componentShape struct {
		ID                 string   `json:"id"`
		Name               string   `json:"name"`
		Status             string   `json:"status"`
		CreatedAt          string   `json:"created_at"`
		UpdatedAt          string   `json:"updated_at"`
		Position           int      `json:"position"`
		Description        *string  `json:"description"`
		Showcase           bool     `json:"showcase"`
		StartDate          *string  `json:"start_date"`
		GroupID            *string  `json:"group_id"`
		PageID             string   `json:"page_id"`
		Group              bool     `json:"group"`
		OnlyShowIfDegraded bool     `json:"only_show_if_degraded"`
		Components         []string `json:"components,omitempty"`
	}
	affectedShape struct {
		Code      string `json:"code"`
		Name      string `json:"name"`
		OldStatus string `json:"old_status"`
		NewStatus string `json:"new_status"`
	}
	updateShape struct {
		ID                   string          `json:"id"`
		Status               string          `json:"status"`
		Body                 string          `json:"body"`
		IncidentID           string          `json:"incident_id"`
		CreatedAt            string          `json:"created_at"`
		UpdatedAt            string          `json:"updated_at"`
		DisplayAt            string          `json:"display_at"`
		AffectedComponents   []affectedShape `json:"affected_components"`
		DeliverNotifications bool            `json:"deliver_notifications"`
		CustomTweet          *string         `json:"custom_tweet"`
		TweetID              *int64          `json:"tweet_id"`
	}
	incidentShape struct {
		ID           string           `json:"id"`
		Name         string           `json:"name"`
		Status       string           `json:"status"`
		CreatedAt    string           `json:"created_at"`
		UpdatedAt    string           `json:"updated_at"`
		MonitoringAt *string          `json:"monitoring_at"`
		ResolvedAt   *string          `json:"resolved_at"`
		Impact       string           `json:"impact"`
		Shortlink    string           `json:"shortlink"`
		StartedAt    string           `json:"started_at"`
		PageID       string           `json:"page_id"`
		Updates      []updateShape    `json:"incident_updates"`
		Components   []componentShape `json:"components"`
	}
	maintenanceShape struct {
		incidentShape
		ScheduledFor   string `json:"scheduled_for"`
		ScheduledUntil string `json:"scheduled_until"`
	}
	stateShape struct {
		Page   pageShape   `json:"page"`
		Status statusShape `json:"status"`
	}
	componentsShape struct {
		Page       pageShape        `json:"page"`
		Components []componentShape `json:"components"`
	}
	incidentsShape struct {
		Page      pageShape       `json:"page"`
		Incidents []incidentShape `json:"incidents"`
	}
	maintenancesShape struct {
		Page         pageShape          `json:"page"`
		Maintenances []maintenanceShape `json:"scheduled_maintenances"`
	}
	summaryShape struct {
		Page         pageShape          `json:"page"`
		Components   []componentShape   `json:"components"`
		Incidents    []incidentShape    `json:"incidents"`
		Maintenances []maintenanceShape `json:"scheduled_maintenances"`
		Status       statusShape        `json:"status"`
	}
	singleShape[T any] struct {
		Page     pageShape `json:"page"`
		Incident T         `json:"incident"`
	}
)
