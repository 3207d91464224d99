# Whether it works, before and after the switch: the release's own commands, its health, and the endpoint through IIS.

$script:HealthSeconds = 90

# Whether the setting allow has this machine's own address.
$script:EndpointRefused = $false

# Runs a command of the release as this administrator, with the settings that the service will have.
function Invoke-ServiceCommand {
    param([string] $Node, [string] $Release, $Environment, [string[]] $Arguments)

    $names = @($Environment.Keys) + 'LC_ALL'
    $before = @{}
    foreach ($name in $names) {
        $before[$name] = [Environment]::GetEnvironmentVariable($name)
        [Environment]::SetEnvironmentVariable($name, $Environment[$name])
    }
    [Environment]::SetEnvironmentVariable('LC_ALL', $script:TextLanguage)
    $encoding = Set-ConsoleEncoding (New-Object System.Text.UTF8Encoding)
    # From its own folder, as IIS starts it: there is its web.config.
    Push-Location -LiteralPath $Release
    try {
        & $Node (@((Join-Path $Release 'dist\cli.js')) + $Arguments) | ForEach-Object { Write-Host "  $_" }
        return $LASTEXITCODE
    } finally {
        Pop-Location
        Set-ConsoleEncoding $encoding | Out-Null
        foreach ($name in $names) {
            [Environment]::SetEnvironmentVariable($name, $before[$name])
        }
    }
}

# How the output of programs is read: Node.js writes UTF-8, IIS's programs the console's own. Returns what it was. Where
# there is no console, nothing can be set, and umlauts come out wrong.
function Set-ConsoleEncoding {
    param($Encoding)

    $before = $null
    try {
        $before = [Console]::OutputEncoding
        if ($Encoding) {
            [Console]::OutputEncoding = $Encoding
        }
    } catch {
        return $before
    }
    return $before
}

# HTTP status of a URL; 0 where nobody answers.
function Get-HttpStatus {
    param([string] $Url, [string] $HostHeader)

    $headers = @{ 'Accept-Language' = $script:TextLanguage }
    if ($HostHeader) {
        $headers['Host'] = $HostHeader
    }
    try {
        $reply = Invoke-WebRequest -Uri $Url -Headers $headers -UseBasicParsing -TimeoutSec 10
        return [int] $reply.StatusCode
    } catch {
        if ($_.Exception.Response) {
            return [int] $_.Exception.Response.StatusCode
        }
        return 0
    }
}

# How this machine reaches a site by itself: its first binding without TLS. Empty where there is none.
function Get-LocalAddress {
    param([string] $Site)

    $bindings = @(Get-IisSite | Where-Object { $_.Name -eq $Site } | ForEach-Object { $_.Bindings })
    foreach ($binding in $bindings) {
        if ($binding -match '^http/(.*):(\d+):([^:]*)$') {
            $address = $Matches[1]
            if (-not $address -or $address -eq '*') {
                $address = '127.0.0.1'
            }
            $hostHeader = $Matches[3]
            return (New-Object PSObject -Property @{ Origin = "http://${address}:$($Matches[2])"; HostHeader = $hostHeader })
        }
    }
    return $null
}

# Waits until the service says that it is alive, and the endpoint answers through IIS. Empty where it does, else what is
# wrong. IIS starts the process with the first request, so asking is part of starting.
function Wait-Service {
    param([int] $AdminPort, $Address, [string] $EndpointPath)

    $until = (Get-Date).AddSeconds($script:HealthSeconds)
    do {
        $endpoint = 200
        if ($Address) {
            $endpoint = Get-HttpStatus ($Address.Origin + $EndpointPath) $Address.HostHeader
        }
        $health = Get-HttpStatus "http://127.0.0.1:$AdminPort/healthz" ''
        if ($health -eq 200 -and ($endpoint -eq 200 -or $endpoint -eq 403)) {
            if ($endpoint -eq 403) {
                $script:EndpointRefused = $true
                Write-Caution 'EndpointRefuses'
            }
            return ''
        }
        Start-Sleep -Seconds 2
    } while ((Get-Date) -lt $until)
    return (Get-Text 'NotHealthy' @($health, $endpoint))
}

# The URL that Exchange calls: what ROOMS has in its configuration, or what the site's bindings make of it.
function Get-PublicUrl {
    param([string] $RoomsConfig, [string] $Site, [string] $EndpointPath)

    if ($RoomsConfig) {
        $file = Join-Path $RoomsConfig 'RoomsAppSettings.config'
        if (Test-Path -LiteralPath $file) {
            $document = New-Object System.Xml.XmlDocument
            $document.Load($file)
            foreach ($key in @('ExchangePushNotificationEndpointUrl', 'ExchangeServiceUrl')) {
                $node = $document.SelectSingleNode("//add[@key='$key']")
                if ($node -and $node.GetAttribute('value')) {
                    return $node.GetAttribute('value')
                }
            }
        }
    }
    $bindings = @(Get-IisSite | Where-Object { $_.Name -eq $Site } | ForEach-Object { $_.Bindings })
    foreach ($scheme in @('https', 'http')) {
        foreach ($binding in $bindings) {
            if ($binding -match "^$scheme/(.*):(\d+):([^:]*)$") {
                $name = $Matches[3]
                if (-not $name) {
                    $name = [Net.Dns]::GetHostEntry('').HostName
                }
                $port = ":$($Matches[2])"
                if ($port -eq ':443' -or $port -eq ':80') {
                    $port = ''
                }
                return "${scheme}://$name$port$EndpointPath"
            }
        }
    }
    return $EndpointPath
}
